import type { Baseline } from '../contract/baseline.ts';
import { type Finding, remedyOf } from '../contract/finding.ts';
import { ROUNDING_DEVIATION } from '../numerics/round-off.ts';

/** More than so many times that is not float64 arithmetic: long sums and some cancellation leave less. */
const LOW = 1e5;

/** A cost whose values scatter far more than float64's, whatever its dtype is, and how the threshold was adapted to that. */
export const findingsOfNoise = (
  { cost, costNoise: noise, findings }: Pick<Baseline, 'cost' | 'costNoise' | 'findings'>,
  asked: number,
  threshold: number,
): Finding[] => {
  const isRaised = threshold > asked;
  const isLow = noise / (ROUNDING_DEVIATION * Math.abs(cost)) > LOW;
  const isExplained = remedyOf(findings) !== null; // by a finding of what makes the values scatter
  if (!isRaised && (isExplained || cost === 0 || !isLow)) return [];
  const cause = isLow || cost === 0 ? scattering(noise, cost) : smallGradient(noise);
  const adapted = isRaised
    ? ` The threshold was raised from ${asked} to ${threshold}, which is what differences of such values allow.`
    : '';
  return [{ kind: 'low-precision', message: `${cause}${adapted}` }];
};

const scattering = (noise: number, cost: number): string => {
  const digits = cost === 0 ? 0 : Math.max(0, Math.floor(-Math.log10(noise / Math.abs(cost))));
  return `J's values scatter by ${deviation(noise)}: they are good to about ${digits} digit${digits === 1 ? '' : 's'}, not to float64's 16. Look for float32 inside, a loose solver or cancellation.`;
};

const smallGradient = (noise: number): string =>
  `The gradient is small beside the rounding of J's values, ${deviation(noise)}, or J bends so strongly that its steps must be short.`;

const deviation = (noise: number): string => `${noise.toExponential(1)} (standard deviation)`;
