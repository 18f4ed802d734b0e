import { InputError } from '@gradproof/model';
import type { Check } from '../contract/check.ts';
import { gradientPrecisions } from '../contract/gradient-precision.ts';
import type { LayeredProblem, Problem } from '../contract/problem.ts';
import { kindOf } from '../numerics/kind-of.ts';
import { assertNetwork } from './assert-network.ts';

const FORMS =
  "{ kind: 'layered', network, layout, theta, X, Y } or { kind: 'function', layout, theta, cost }";

type Unread = Readonly<Record<string, unknown>>;

const isRecord = (value: unknown): value is Unread => typeof value === 'object' && value !== null;

const isProblem = ({ kind, layout, theta, network, X, Y, cost }: Unread): boolean => {
  if (!isRecord(layout) || !ArrayBuffer.isView(theta)) return false;
  return kind === 'layered'
    ? [network, X, Y].every(isRecord)
    : kind === 'function' && typeof cost === 'function';
};

/** Throws InputError for what is no problem, which types don't tell in plain JavaScript. */
export function assertProblem(problem: unknown): asserts problem is Problem {
  if (!isRecord(problem)) throw new InputError(`The problem is ${kindOf(problem)}; it must be ${FORMS}.`);
  if (isProblem(problem)) {
    if (problem['kind'] === 'layered') assertNetwork(problem as unknown as LayeredProblem);
    return;
  }
  const keys = Object.keys(problem).join(', ') || 'nothing';
  throw new InputError(
    `The problem must be ${FORMS}; this one has ${keys}. { parameters, cost, gradient } are for checkGradient.`,
  );
}

/** Throws InputError for what is no problem with its gradient. */
export function assertCheck(check: unknown): asserts check is Check {
  if (!isRecord(check))
    throw new InputError(`What is checked is ${kindOf(check)}; it must be { problem, grad }.`);
  assertProblem(check['problem']);
  assertPrecision(check['gradientPrecision']);
  if (ArrayBuffer.isView(check['grad'])) return;
  throw new InputError(
    `grad is ${kindOf(check['grad'])}; it must be a Float64Array with an entry for each parameter.`,
  );
}

const assertPrecision = (given: unknown): void => {
  if (given === undefined) return;
  const precisions: readonly unknown[] = gradientPrecisions;
  if (isRecord(given) && precisions.includes(given['precision']) && typeof given['known'] === 'string')
    return;
  throw new InputError(
    `gradientPrecision is ${kindOf(given)}; it must be { precision, known }, as { precision: 'float32', known: 'given' }, where the precision is ${gradientPrecisions.join(', ')}.`,
  );
};
