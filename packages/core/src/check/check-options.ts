import { coordinateName, type Layout } from '@gradproof/flatteners';
import { InputError } from '@gradproof/model';
import { coverageOf } from '../contract/coverage.ts';
import type { EngineDescription, Method } from '../contract/engine.ts';
import {
  type CheckOptions,
  INCREMENTAL_EPSILON,
  type ResolvedOptions,
  TEXTBOOK_EPSILON,
  TEXTBOOK_THRESHOLD,
} from '../contract/options.ts';
import type { Problem } from '../contract/problem.ts';
import { kindOfProblem } from '../differentiate/problem-kinds/kind-of-problem.ts';

const DEFAULT_SEED = 0;

const positive = (name: string, value: number): string[] =>
  Number.isFinite(value) && value > 0
    ? []
    : [`${name} is ${value}; it must be a finite number greater than 0.`];

/** No two gradients differ by more than 1: formula (2). */
const thresholdMistakes = (value: number): string[] =>
  value >= 1 && value < Infinity
    ? [`threshold is ${value}; it must be less than 1, which the difference of no two gradients exceeds.`]
    : positive('threshold', value);

const seedMistakes = (value: number): string[] =>
  Number.isInteger(value) && value >= 0 && value < 2 ** 32
    ? []
    : [`seed is ${value}; it must be an integer from 0 to 4294967295.`];

/** Throws InputError that names every number that is out of its range. */
const assertRanges = ({
  epsilon,
  threshold,
  seed,
}: Pick<ResolvedOptions, 'epsilon' | 'threshold' | 'seed'>): void => {
  const mistakes = [...positive('epsilon', epsilon), ...thresholdMistakes(threshold), ...seedMistakes(seed)];
  if (mistakes.length > 0) throw new InputError(mistakes.join(' '));
};

/** `auto`: incremental where increments can be propagated and the engine does it. */
const methodOf = (
  method: Method | 'auto',
  { methods }: Pick<EngineDescription, 'methods'>,
  problem: Pick<Problem, 'kind'>,
): Method => {
  if (method !== 'auto') return method;
  const { incrementalWork } = kindOfProblem(problem);
  return incrementalWork && methods.includes('incremental') ? 'incremental' : 'textbook';
};

const defaultEpsilon = (method: Method): number =>
  method === 'incremental' ? INCREMENTAL_EPSILON : TEXTBOOK_EPSILON;

/** The options with defaults filled in. Throws InputError for a value out of its range. */
export const resolveOptions = (
  { method: asked = 'auto', epsilon, threshold, seed, coverage }: CheckOptions,
  engine: Pick<EngineDescription, 'methods'>,
  problem: Pick<Problem, 'kind'>,
): ResolvedOptions => {
  const method = methodOf(asked, engine, problem);
  const { searchesSteps } = kindOfProblem(problem);
  const adaptive = epsilon === undefined && searchesSteps && method === 'textbook';
  const probesSearch = coverage?.kind === 'probe' && epsilon === undefined && method === 'textbook';
  const numbers = {
    epsilon: epsilon ?? defaultEpsilon(method),
    threshold: threshold ?? TEXTBOOK_THRESHOLD,
    seed: seed ?? DEFAULT_SEED,
  };
  assertRanges(numbers);
  return {
    method,
    ...numbers,
    coverage: coverageOf(coverage ?? { kind: 'full' }),
    adaptive,
    probesSearch,
  };
};

/** Throws InputError when θ + ε = θ or θ − ε = θ for some coordinate, naming the first. */
export const assertStepsRepresentable = (layout: Layout, theta: Float64Array, epsilon: number): void => {
  const lost = theta.findIndex((value) => value + epsilon === value || value - epsilon === value);
  if (lost < 0) return;
  throw new InputError(
    `epsilon ${epsilon} is too small for ${coordinateName(layout, lost)} = ${theta[lost]}: θ ± ε rounds back to θ. Use a larger epsilon.`,
  );
};
