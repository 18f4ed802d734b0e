import type { Baseline } from '../contract/baseline.ts';
import { type Finding, remedyOf } from '../contract/finding.ts';
import { ROUNDING_DEVIATION } from '../numerics/round-off.ts';

/** More than so many times that is not float64 arithmetic: long sums and some cancellation leave less. */
const LOW = 1e5;

/** A cost whose values scatter far more than float64's, whatever its dtype is. */
export const findingsOfNoise = ({
  cost,
  costNoise: noise,
  findings,
}: Pick<Baseline, 'cost' | 'costNoise' | 'findings'>): Finding[] => {
  const isLow = noise / (ROUNDING_DEVIATION * Math.abs(cost)) > LOW;
  const isExplained = remedyOf(findings) !== null; // by a finding of what makes the values scatter
  return isExplained || cost === 0 || !isLow
    ? []
    : [{ kind: 'low-precision', message: scattering(noise, cost) }];
};

const scattering = (noise: number, cost: number): string => {
  const digits = Math.max(0, Math.floor(-Math.log10(noise / Math.abs(cost))));
  return `J's values scatter by ${noise.toExponential(1)} (standard deviation): they are good to about ${digits} digit${digits === 1 ? '' : 's'}, not to float64's 16. Look for float32 inside, a loose solver or cancellation.`;
};
