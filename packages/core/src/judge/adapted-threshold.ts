import type { ResolvedOptions } from '../contract/options.ts';
import { type Judgements, RESOLUTION } from './judge.ts';

/** The number with one digit that is next above. */
const roundedUp = (value: number): number => {
  const power = 10 ** Math.floor(Math.log10(value));
  return Number((Math.ceil(value / power) * power).toPrecision(1));
};

/**
 * The threshold for a cost of this precision: as it is where the numerical error leaves room, else raised to that error (with one digit), as
 * long as a mistake would still be seen.
 */
export const adaptedThreshold = (threshold: number, numericalError: number): number =>
  numericalError > threshold && numericalError <= RESOLUTION ? roundedUp(numericalError) : threshold;

/** Verdicts, and the threshold they were found with. */
export interface JudgedWith {
  readonly threshold: number;
  readonly judged: Judgements;
}

/** Judges with the threshold that was asked for, or, where it may adapt, with the one that fits the numerical error found so. */
export const judgeAdapting = (
  judgeWith: (threshold: number) => Judgements,
  { threshold: asked, thresholdAdapts }: Pick<ResolvedOptions, 'threshold' | 'thresholdAdapts'>,
): JudgedWith => {
  const first = judgeWith(asked);
  const threshold = thresholdAdapts ? adaptedThreshold(asked, first.numericalError) : asked;
  return { threshold, judged: threshold === asked ? first : judgeWith(threshold) };
};
