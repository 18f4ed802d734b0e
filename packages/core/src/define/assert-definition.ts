import { InputError, nearestName, quoted } from '@gradproof/model';
import { kindOf } from '../numerics/kind-of.ts';
import type { ProblemDefinition } from './definition.ts';
import { readGiven } from './read-given.ts';

const COSTS = ['cost', 'costs', 'losses', 'costAndGradient'];
const FUNCTIONS = [...COSTS, 'outputs', 'vjp', 'jvp'];
const KEYS = ['parameters', 'gradient', 'jacobian', ...FUNCTIONS];

/** The forms, each by the keys that it needs and those that it may have beside `parameters`. */
const FORMS = [
  { needs: ['cost', 'gradient'], may: ['costs'] },
  { needs: ['costs', 'gradient'], may: ['cost'] },
  { needs: ['losses', 'gradient'], may: [] },
  { needs: ['costAndGradient'], may: ['cost', 'costs'] },
  { needs: ['outputs', 'vjp'], may: ['jacobian'] },
  { needs: ['outputs', 'jvp'], may: ['jacobian'] },
];

const FORMS_TEXT = '{ cost, gradient }, { costs, gradient }, { losses, gradient }, { costAndGradient }, { outputs, vjp } or { outputs, jvp }'; // prettier-ignore

const assertKnownKeys = (given: readonly string[]): void => {
  const unknown = given.filter((key) => !KEYS.includes(key));
  if (unknown.length === 0) return;
  const shown = unknown.map(quoted).join(', ');
  const meant = unknown.flatMap((key) => nearestName(key, KEYS) ?? []).map((key) => JSON.stringify(key));
  throw new InputError(
    `Unknown ${unknown.length === 1 ? 'key' : 'keys'} ${shown} of a problem; its keys are ${KEYS.join(', ')}.${meant.length === 0 ? '' : ` Did you mean ${meant.join(', ')}?`}`,
  );
};

const assertForm = (given: readonly string[]): void => {
  const fits = FORMS.some(
    ({ needs, may }) =>
      needs.every((key) => given.includes(key)) &&
      given.every((key) => key === 'parameters' || needs.includes(key) || may.includes(key)),
  );
  if (fits && given.includes('parameters')) return;
  throw new InputError(
    `A problem is its parameters with ${FORMS_TEXT}; this one has ${given.length === 0 ? 'nothing' : given.join(', ')}.`,
  );
};

const assertFunctions = (record: Record<string, unknown>, given: readonly string[]): void => {
  const notFunction = FUNCTIONS.find((key) => given.includes(key) && typeof record[key] !== 'function');
  if (notFunction === undefined) return;
  throw new InputError(`${notFunction} is ${kindOf(record[notFunction])}; it must be a function.`);
};

/** The keys that aren't undefined. Throws InputError for a value that is no record, and for unknown keys. */
const givenKeysOf = (value: unknown): readonly [record: Record<string, unknown>, given: string[]] =>
  readGiven('The problem', () => recordOf(value));

const recordOf = (value: unknown): readonly [record: Record<string, unknown>, given: string[]] => {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new InputError(`A problem is a record of its parameters and functions, not ${kindOf(value)}.`);
  }
  const entries = Object.entries(value).filter(([, item]) => item !== undefined);
  const given = entries.map(([key]) => key);
  assertKnownKeys(given);
  return [Object.fromEntries(entries), given];
};

/**
 * Asserts that a value defines a problem: one of the forms of ProblemDefinition. For what comes from outside, which has no type.
 *
 * @param value What should be a definition.
 * @throws InputError for keys that are missing, unknown, or of the wrong kind.
 * @example
 * ```ts
 * import { assertDefinition, InputError } from '@gradproof/core';
 *
 * const value: unknown = { parameters: { x: 3 }, cost: 9, gradient: { x: 6 } };
 * try {
 *   assertDefinition(value);
 * } catch (error) {
 *   console.log(error instanceof InputError); // true
 * }
 * ```
 */
export function assertDefinition(value: unknown): asserts value is ProblemDefinition {
  const [record, given] = givenKeysOf(value);
  assertForm(given);
  assertFunctions(record, given);
  if (typeof (record['jacobian'] ?? false) !== 'boolean') {
    throw new InputError(`jacobian is ${kindOf(record['jacobian'])}; it is true or false.`);
  }
}

/** Throws InputError for a definition without a cost to differentiate; its gradient may be missing. */
export const assertHasCost = (value: unknown): void => {
  const [record, given] = givenKeysOf(value);
  if (!given.includes('parameters') || !COSTS.some((key) => given.includes(key)))
    throw new InputError(
      `What is differentiated is { parameters } with cost, costs, losses or costAndGradient; this has ${given.length === 0 ? 'nothing' : given.join(', ')}.`,
    );
  assertFunctions(record, given);
};
