import type { Aggregate, TensorTotals, Totals } from '../contract/sums.ts';
import { relativeDifference } from '../numerics/relative-difference.ts';
import { norm } from '../numerics/sum-of-squares.ts';
import { numericalError } from './numerical-error.ts';
import type { Verdict } from './verdict.ts';

/**
 * Numerical error up to this part of a tensor's gradient leaves its check meaningful: a bug that changes the tensor by
 * more is still found. A small tensor beyond the threshold by round-off alone is then no bug (and none is claimed).
 */
export const RESOLUTION = 1e-3;

/** What judge needs to know about how the numbers came about. */
export interface Tolerance {
  readonly threshold: number;
  readonly epsilon: number;
  /** The standard deviation of J's noise. */
  readonly sigma: number;
  /** A tensor's gradient up to this norm is 0 to round-off: J's own rounding hides it. 0 where nothing is. */
  readonly negligible?: number;
}

/** A set of coordinates, judged. */
export interface Judgement {
  readonly verdict: Verdict;
  /** Formula (2). */
  readonly difference: number;
  /** The largest difference that numerical error alone explains. */
  readonly numericalError: number;
  /** What keeps it from being judged. */
  readonly hindrance: 'kinks' | 'round-off' | 'truncation' | 'control' | 'taylor' | null;
  /** Correct since both gradients are 0 to round-off. */
  readonly isZero?: boolean;
}

/** The whole check, judged. */
export interface Judgements extends Judgement {
  readonly tensors: readonly Judgement[];
}

const relativeError = (error: number, totals: Totals): number => {
  const scale = norm(totals.grad) + norm(totals.gradapprox);
  return error === 0 ? 0 : error / scale;
};

/** Both gradients are 0 as far as J's rounding lets see: 1e-17 against 0 is agreement, whatever their ratio. */
const areNegligible = ({ grad, gradapprox }: Totals, error: number, negligible: number): boolean =>
  norm(grad) <= negligible && norm(gradapprox) <= Math.max(negligible, error);

/** Every comparison is written so that NaN fails it: what isn't finite is incorrect. */
const judgeTotals = (
  totals: Totals,
  { threshold, epsilon, sigma, negligible = 0 }: Tolerance,
  resolution: number,
): Judgement => {
  const difference = relativeDifference(totals);
  const absolute = numericalError(totals, sigma, epsilon);
  const error = relativeError(absolute, totals);
  const judged = (verdict: Verdict, hindrance: Judgement['hindrance'] = null): Judgement => ({
    verdict,
    difference,
    numericalError: error,
    hindrance,
  });
  if (!Number.isFinite(difference)) return judged('incorrect');
  if (difference <= threshold) return judged('correct');
  if (areNegligible(totals, absolute, negligible)) return { ...judged('correct'), isZero: true };
  // each entry's error lies within its bound: what exceeds twice that is a mistake, however uncertain other entries are
  if (relativeDifference({ ...totals, residual: totals.residualBeyondBound }) > threshold)
    return judged('incorrect');
  const explained = threshold + error;
  if (difference <= explained && error <= resolution) return judged('correct');
  if (difference <= explained) return judged('inconclusive', 'round-off');
  const firmDifference = relativeDifference({ ...totals, residual: totals.kinkFree });
  return firmDifference <= explained ? judged('inconclusive', 'kinks') : judged('incorrect');
};

/**
 * The verdict overall and for each tensor, so that a wrong small tensor can't hide behind a large one.
 * incorrect: the residual is larger than the threshold allows and than the numerical error explains, or not finite.
 * correct: within the threshold overall, and for each tensor (or within a numerical error that is small against it).
 * inconclusive: the numerical error alone could exceed the threshold.
 */
export const judge = ({ overall, tensors }: Aggregate, tolerance: Tolerance): Judgements => {
  const judged = tensors.map((totals: TensorTotals) => judgeTotals(totals, tolerance, RESOLUTION));
  const whole = judgeTotals(overall, tolerance, 0);
  const wrong = judged.some(({ verdict }) => verdict === 'incorrect');
  const unsettled = judged.find(({ verdict }) => verdict === 'inconclusive');
  if (wrong || whole.verdict === 'incorrect')
    return { ...whole, verdict: 'incorrect', hindrance: null, tensors: judged };
  if (whole.verdict === 'correct' && unsettled) {
    return { ...whole, verdict: 'inconclusive', hindrance: unsettled.hindrance, tensors: judged };
  }
  return { ...whole, tensors: judged };
};
