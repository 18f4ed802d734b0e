import type { Ground } from '../../contract/baseline.ts';
import type { ControlMeasurement } from '../../contract/control.ts';
import type { SampledEntry } from '../../contract/entries.ts';
import { ROUND_OFF_DEVIATIONS } from '../../numerics/deviations.ts';
import { ROUNDING_DEVIATION } from '../../numerics/round-off.ts';
import { roundingOfCost } from '../noise/rounding-of-cost.ts';
import type { TruncationAt } from './truncation.ts';

/** What the rounding of θ ± ε and of the quotient may change, relatively. */
const ROUNDED = 1e-12;

/** The fourth difference of independent noise of variance σ² has variance 70σ². */
const FOURTH_DIFFERENCE = Math.sqrt(70);

/** How many sampled coordinates could be compared, how many agreed within the noise, and the noise's deviation. */
export interface ControlResult {
  readonly coordinates: number;
  readonly agreed: number;
  readonly sigma: number;
  readonly evaluations: number;
  /** Those that disagree. */
  readonly disagreeing: readonly number[];
}

/** What is differentiated, and J there. */
type AtTheta = Pick<Ground, 'problem' | 'cost'>;

/** The largest that the sample shows: noise differs between coordinates, as far as they move examples whose cost is badly conditioned. */
const noiseOf = (measured: readonly ControlMeasurement[], { problem, cost }: AtTheta): number =>
  measured.reduce(
    (most, { fourth }) => Math.max(most, fourth / FOURTH_DIFFERENCE),
    Math.max(ROUNDING_DEVIATION * Math.abs(cost), roundingOfCost(problem)),
  );

/** How far the textbook's answer may be from the derivative. */
const errorOf = ({ derivative, truncation, epsilon }: ControlMeasurement, sigma: number): number =>
  (ROUND_OFF_DEVIATIONS * sigma) / (Math.SQRT2 * epsilon) + truncation + ROUNDED * Math.abs(derivative);

/** Compares gradapprox with the control's measurements; a coordinate that either lacks is left out. */
export const compareWithControl = async (
  all: readonly ControlMeasurement[],
  ground: AtTheta,
  sample: readonly SampledEntry[],
  /** The truncation of gradapprox itself at a coordinate, for large steps: asked for where they seem to disagree. */
  truncationAt: TruncationAt,
): Promise<ControlResult> => {
  const approx = new Map(sample.map((entry) => [entry.coordinate, entry]));
  const measured = all.filter(({ coordinate }) => approx.has(coordinate));
  const sigma = noiseOf(measured, ground);
  const disagreeing: number[] = [];
  for (const own of measured) {
    const { gradapprox, error: rounding = 0 } = approx.get(own.coordinate)!;
    const distance = Math.abs(own.derivative - gradapprox);
    const error = errorOf(own, sigma) + rounding;
    if (distance <= error) continue;
    if (distance <= error + (await truncationAt({ coordinate: own.coordinate, gradapprox }))) continue;
    disagreeing.push(own.coordinate);
  }
  return {
    coordinates: measured.length,
    agreed: measured.length - disagreeing.length,
    sigma,
    evaluations: 4 * measured.length,
    disagreeing,
  };
};
