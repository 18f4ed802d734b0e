import type { Finding } from '../contract/finding.ts';
import type { Costs } from '../differentiate/adaptive/evaluate-points.ts';

/** How often J(θ) is evaluated again when it isn't the same. */
const REPETITIONS = 8;

/** How the values of J(θ) differ. */
export interface Repetition {
  /** The standard deviation; 0 where all values are the same. */
  readonly spread: number;
  readonly finding: Finding | null;
  readonly evaluations: number;
}

/** Evaluates J(θ) repeatedly, after it was `first`, then `second`: whether it is random, or depends on what was evaluated before. */
export const examineRepetition = async (
  costs: Costs,
  theta: Float64Array,
  first: number,
  second: number,
): Promise<Repetition> => {
  const values = [second];
  for (let k = 1; k < REPETITIONS; k++) values.push((await costs([Float64Array.from(theta)]))[0]!);
  const evaluations = REPETITIONS - 1;
  if (values.every((value) => value === first)) return { spread: 0, finding: null, evaluations }; // their mean may be rounded: no spread
  const spread = standardDeviation([first, ...values]);
  const finding = showsState(values) ? keepsState(first, second, spread) : notDeterministic(spread);
  return { spread, finding, evaluations };
};

const standardDeviation = (values: readonly number[]): number => {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1));
};

/** Whether they are all the same after the first, or rise or fall monotonically: they depend on earlier evaluations, not on chance. */
const showsState = (values: readonly number[]): boolean => {
  const moves = values.slice(1).map((value, k) => value - values[k]!);
  return (
    moves.slice(1).every((move) => move === 0) ||
    moves.every((move) => move > 0) ||
    moves.every((move) => move < 0)
  );
};

const keepsState = (first: number, second: number, spread: number): Finding => ({
  kind: 'keeps-state',
  message: `The cost keeps state: J(θ) was ${first}, and ${second} after it had been evaluated elsewhere. Look for running statistics, caches or counters; the check allows for a noise of ${spread.toExponential(1)}.`,
});

const notDeterministic = (spread: number): Finding => ({
  kind: 'not-deterministic',
  message: `The cost is not deterministic: J(θ) came out differently at the same θ, with a standard deviation of ${spread.toExponential(1)}. Look for dropout, an unseeded random number or a sum in changing order; the check allows for that much noise.`,
});
