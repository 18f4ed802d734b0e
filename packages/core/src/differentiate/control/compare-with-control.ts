import type { Baseline } from '../../contract/baseline.ts';
import type { ControlMeasurement } from '../../contract/control.ts';
import type { SampledEntry } from '../../contract/entries.ts';
import { ROUND_OFF_DEVIATIONS } from '../../numerics/deviations.ts';
import { ROUNDING_DEVIATION } from '../../numerics/round-off.ts';
import { kindOfProblem } from '../problem-kinds/kind-of-problem.ts';
import type { TruncationAt } from './truncation.ts';

/** What the rounding of θ ± ε and of the quotient may change, relatively: some thousand units in the last place. */
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
type AtTheta = Pick<Baseline, 'problem' | 'cost'>;

/** Compares gradapprox with the control's measurements; a coordinate that either lacks is left out. */
export const compareWithControl = async (
  measurements: readonly ControlMeasurement[],
  baseline: AtTheta,
  sample: readonly SampledEntry[],
  /** The truncation of gradapprox itself at a coordinate, for large steps: asked for where they seem to disagree. */
  truncationAt: TruncationAt,
): Promise<ControlResult> => {
  const entries = new Map(sample.map((entry) => [entry.coordinate, entry]));
  const compared = measurements.filter(({ coordinate }) => entries.has(coordinate));
  const sigma = noiseOf(compared, baseline);
  const disagreeing: number[] = [];
  for (const measurement of compared) {
    const entry = entries.get(measurement.coordinate)!;
    if (!(await agree(measurement, entry, sigma, truncationAt))) disagreeing.push(entry.coordinate);
  }
  return {
    coordinates: compared.length,
    agreed: compared.length - disagreeing.length,
    sigma,
    evaluations: 4 * compared.length,
    disagreeing,
  };
};

const agree = async (
  measurement: ControlMeasurement,
  { coordinate, gradapprox, error: rounding = 0 }: SampledEntry,
  sigma: number,
  truncationAt: TruncationAt,
): Promise<boolean> => {
  const distance = Math.abs(measurement.derivative - gradapprox);
  const error = errorOf(measurement, sigma) + rounding;
  return distance <= error || distance <= error + (await truncationAt({ coordinate, gradapprox }));
};

/** The largest that the sample shows: noise differs between coordinates, as far as they move examples whose cost is badly conditioned. */
const noiseOf = (measurements: readonly ControlMeasurement[], { problem, cost }: AtTheta): number =>
  measurements.reduce(
    (most, { fourth }) => Math.max(most, fourth / FOURTH_DIFFERENCE),
    Math.max(ROUNDING_DEVIATION * Math.abs(cost), kindOfProblem(problem).costRounding(problem)),
  );

/** How far the textbook's answer may be from the derivative. */
const errorOf = ({ derivative, truncation, epsilon }: ControlMeasurement, sigma: number): number =>
  (ROUND_OFF_DEVIATIONS * sigma) / (Math.SQRT2 * epsilon) + truncation + ROUNDED * Math.abs(derivative);
