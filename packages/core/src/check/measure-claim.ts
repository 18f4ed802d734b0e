import type { Check } from '../contract/check.ts';
import type { GradientPrecision } from '../contract/gradient-precision.ts';
import type { ResolvedOptions } from '../contract/options.ts';
import { arrayRounding } from '../differentiate/claim/array-rounding.ts';
import { claimPrecisionOf } from '../differentiate/claim/claim-precision.ts';
import { claimRounding } from '../differentiate/claim/claim-rounding.ts';
import { type GradientSpread, measureRepeat } from '../differentiate/claim/measure-repeat.ts';
import type { ClaimRounding } from '../judge/evidence.ts';

/** The claim's own rounding, measured. */
export interface MeasuredClaim {
  readonly claim: ClaimRounding;
  /** How far two answers of the gradient at θ are apart, where they are. */
  readonly varies: GradientSpread | null;
  /** Whether a gradient that is a function may be asked for its own noise, which wasn't measured. */
  readonly isProvisional: boolean;
}

/** Precisions of 16 bits: a claim's own rounding is about a hundredth of it. */
const COARSE: readonly GradientPrecision[] = ['float16', 'bfloat16'];

/**
 * What a right claim carries of rounding in the precision that the gradient is given in.
 *
 * @param check The problem and the gradient.
 * @param options The threshold, beside which a small bound needs no measurement, and the seed.
 * @param signal Ends it early.
 * @throws The signal's reason.
 */
export const measureClaim = async (
  check: Check,
  { threshold, seed }: Pick<ResolvedOptions, 'threshold' | 'seed'>,
  signal: AbortSignal | undefined,
): Promise<MeasuredClaim> => {
  const { precision } = claimPrecisionOf(check);
  const { pi, source, varies } = await claimRounding({ check, precision, threshold, seed, signal });
  const isUnmeasured = source === 'array-alone' && precision !== 'float64';
  const claim = { rounding: pi, precision, isCoarse: COARSE.includes(precision), isUnmeasured };
  return { claim, varies, isProvisional: false };
};

/**
 * The same as far as it is cheap: of a gradient that is a function its numbers' own rounding. Where the gradient is refuted without any rounding the verdict may
 * hang on it: then it is measured in full. A function is called once more at θ, for whether it gives the same.
 */
export const measureClaimQuickly = async (
  check: Check,
  options: Pick<ResolvedOptions, 'threshold' | 'seed'>,
  signal: AbortSignal | undefined,
): Promise<MeasuredClaim> => {
  const { problem, grad, gradientAt, isColumnwise } = check;
  if (!gradientAt || problem.kind === 'layered') return measureClaim(check, options, signal);
  const { precision } = claimPrecisionOf(check);
  const isCoarse = COARSE.includes(precision);
  const { varies } = isColumnwise
    ? { varies: null }
    : await measureRepeat(gradientAt, problem.theta, grad, signal);
  const rounding = arrayRounding(problem.layout, grad, precision);
  return { claim: { rounding, precision, isCoarse, isUnmeasured: false }, varies, isProvisional: true };
};
