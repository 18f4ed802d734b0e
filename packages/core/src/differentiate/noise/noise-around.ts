import { noiseOfTable } from '../../numerics/difference-table.ts';
import { scaledDirection } from '../../numerics/direction.ts';
import { gridOf } from '../../numerics/grid-of.ts';
import { pointOn } from '../../numerics/point-on.ts';
import { createRandom } from '../../numerics/random.ts';
import { ROUNDING_DEVIATION, roundingDeviation } from '../../numerics/round-off.ts';
import type { CostNoise } from './noise-of-cost.ts';

/** Points on a line; Moré and Wild find 6 to 8 enough. */
const POINTS = 8;

/** Spacings along a line, relative to each parameter's scale: the next longer one where the values stay the same (float32 inside, few digits). */
const SPACINGS = [2 ** -27, 2 ** -20, 2 ** -13, 2 ** -7];

/** Shorter spacings, taken where J seems to scatter by more than this part of itself: a pole or an edge may be so near that the lines cross it. */
const SHORTER = [2 ** -34, 2 ** -41];
const SUSPICIOUS = 1e-4;

/** J(θ) where it is known, and how it is evaluated at several points. */
export interface CostAround {
  readonly costs: (thetas: readonly Float64Array[]) => Promise<ArrayLike<number>>;
  readonly theta: Float64Array;
  /** J(θ). */
  readonly cost: number;
  /** A length for each parameter. */
  readonly scales: Float64Array;
}

/**
 * How far J's computed values scatter around θ, whatever step is taken later: estimated from J itself (Moré and Wild 2011) on seeded
 * lines whose points lie as close as they can without their values being the same. The largest of the lines' estimates: values rounded
 * to a grid may by chance seem smooth on one of them.
 */
export const noiseAround = async (
  around: CostAround,
  { seed, lines }: { readonly seed: number; readonly lines: number },
): Promise<CostNoise> => {
  const { scales, cost } = around;
  const random = createRandom(seed);
  const directions = Array.from({ length: lines }, () => scaledDirection(scales, random));
  let [sigma, evaluations] = [ROUNDING_DEVIATION * Math.abs(cost), 0];
  const estimate = async (spacing: number): Promise<Estimate> => {
    evaluations += lines * POINTS;
    return estimateOf(await valuesOnLines(around, directions, spacing), cost);
  };
  for (const spacing of SPACINGS) {
    const longer = await estimate(spacing);
    sigma = Math.max(sigma, longer.sigma);
    if (longer.settled) break;
  }
  for (const spacing of SHORTER) {
    if (!(sigma > SUSPICIOUS * Math.abs(cost))) break;
    const shorter = await estimate(spacing);
    if (!shorter.settled) break; // values on a grid
    sigma = Math.min(sigma, shorter.sigma);
  }
  return { cost, sigma, evaluations };
};

/** J on lines that begin beside θ and lead away from it, so that a kink or jump at θ isn't taken for noise. */
const valuesOnLines = async (
  { costs, theta }: CostAround,
  directions: readonly Float64Array[],
  spacing: number,
): Promise<Float64Array[]> => {
  const lines: Float64Array[] = [];
  for (const direction of directions) {
    const pointAt = (_: unknown, k: number) => pointOn(theta, direction, (k + 1) * spacing);
    lines.push(Float64Array.from(await costs(Array.from({ length: POINTS }, pointAt))));
  }
  return lines;
};

/** The noise at a spacing; `settled` when most lines were long enough to show one. */
interface Estimate {
  readonly sigma: number;
  readonly settled: boolean;
}

const estimateOf = (lines: readonly Float64Array[], cost: number): Estimate => {
  const finite = lines.filter((values) => values.every(Number.isFinite));
  const least = Math.max(ROUNDING_DEVIATION * Math.abs(cost), roundingDeviation(gridOf(finite)));
  return {
    sigma: finite.reduce((most, values) => Math.max(most, noiseOfTable(values) ?? 0), least),
    settled: finite.filter(isTooShort).length * 2 < lines.length,
  };
};

/** Half of the values and more are their neighbours': the line is too short to show their noise. */
const isTooShort = (values: Float64Array): boolean =>
  values.filter((value, k) => k > 0 && value === values[k - 1]).length * 2 >= values.length - 1;
