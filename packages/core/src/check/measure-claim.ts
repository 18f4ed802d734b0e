import type { Check } from '../contract/check.ts';
import type { GradientPrecision } from '../contract/gradient-precision.ts';
import type { ResolvedOptions } from '../contract/options.ts';
import { claimPrecisionOf } from '../differentiate/claim/claim-precision.ts';
import { claimRounding } from '../differentiate/claim/claim-rounding.ts';
import type { GradientSpread } from '../differentiate/claim/measure-repeat.ts';
import type { ClaimRounding } from '../judge/evidence.ts';

/** The claim's own rounding, measured. */
export interface MeasuredClaim {
  readonly claim: ClaimRounding;
  /** How far two answers of the gradient at θ are apart, where they are. */
  readonly varies: GradientSpread | null;
}

/** Precisions of 16 bits: a claim's own rounding is about a hundredth of it. */
const COARSE: readonly GradientPrecision[] = ['float16', 'bfloat16'];

/** What a right claim carries of rounding in the precision that the gradient is given in. Throws the signal's reason. */
export const measureClaim = async (
  check: Check,
  { threshold, seed }: Pick<ResolvedOptions, 'threshold' | 'seed'>,
  signal: AbortSignal | undefined,
): Promise<MeasuredClaim> => {
  const { precision } = claimPrecisionOf(check);
  const { pi, source, varies } = await claimRounding({ check, precision, threshold, seed, signal });
  const claim = {
    rounding: pi,
    isCoarse: COARSE.includes(precision),
    isUnmeasured: source === 'array-alone' && precision !== 'float64',
  };
  return { claim, varies };
};
