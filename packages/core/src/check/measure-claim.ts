import type { Check } from '../contract/check.ts';
import type { ResolvedOptions } from '../contract/options.ts';
import type { ClaimRounding } from '../judge/evidence.ts';

/** What a right claim carries of rounding in the precision that the gradient is given in. */
export const measureClaim = (
  { grad }: Check,
  _options: Pick<ResolvedOptions, 'threshold' | 'seed'>,
  _signal: AbortSignal | undefined,
): Promise<ClaimRounding> =>
  Promise.resolve({ rounding: new Float64Array(grad.length), isCoarse: false, isUnmeasured: false });
