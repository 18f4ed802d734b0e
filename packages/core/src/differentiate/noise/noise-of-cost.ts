import { noiseOfTable } from '../../numerics/difference-table.ts';
import { signedUniform } from '../../numerics/direction.ts';
import { createRandom, type Random } from '../../numerics/random.ts';
import { ROUNDING_DEVIATION } from '../../numerics/round-off.ts';

/** Points on a line; Moré and Wild find 7 to 9 enough. */
const POINTS = 9;

/** Lines through θ; the median of their estimates is taken, so that a kink on one of them doesn't count. */
const LINES = 5;

/** The spacing along a line, in units of the step ε: as a vector, not per coordinate, so that a kink is unlikely. */
const SPACING = 1 / 8;

/** A coordinate moves by at least this part of its size, 64 units in its last place, so that every point is another. */
const LEAST_MOVE = 64 * Number.EPSILON;

/** The noise of J, as it is estimated. */
export interface CostNoise {
  /** J(θ). */
  readonly cost: number;
  /** Its standard deviation. */
  readonly sigma: number;
  readonly evaluations: number;
}

/**
 * How far J's computed values scatter around θ, estimated from J itself along seeded random lines.
 * Where a table doesn't settle, its values' own spread around a straight line is no noise and the line is left out.
 */
export const noiseOfCost = async (
  cost: (theta: Float64Array) => number | Promise<number>,
  theta: Float64Array,
  epsilon: number,
  seed: number,
): Promise<CostNoise> => {
  const random = createRandom(seed);
  const atTheta = await cost(Float64Array.from(theta));
  const sigmas: number[] = [];
  for (let line = 0; line < LINES; line++) {
    const values = await valuesAlong(cost, theta, lineThrough(theta, epsilon, random), atTheta);
    const sigma = noiseOfTable(values);
    if (sigma !== null) sigmas.push(sigma);
  }
  const floor = ROUNDING_DEVIATION * Math.abs(atTheta);
  return {
    cost: atTheta,
    sigma: sigmas.length === 0 ? floor : Math.max(median(sigmas), floor),
    evaluations: 1 + LINES * (POINTS - 1),
  };
};

/** A seeded spacing along a line: about ε·SPACING long, but no coordinate moves by less than LEAST_MOVE of its size. */
const lineThrough = (theta: Float64Array, epsilon: number, random: Random): Float64Array => {
  const spacing = (epsilon * SPACING) / Math.sqrt(theta.length);
  return theta.map((value) => {
    const size = random(); // drawn before the sign
    return Math.max(spacing, Math.abs(value) * LEAST_MOVE) * signedUniform(random(), size);
  });
};

/** J at POINTS points of the line, θ in their middle. */
const valuesAlong = async (
  cost: (theta: Float64Array) => number | Promise<number>,
  theta: Float64Array,
  spacing: Float64Array,
  atTheta: number,
): Promise<Float64Array> => {
  const values = new Float64Array(POINTS);
  for (let k = 0; k < POINTS; k++) {
    const along = k - (POINTS - 1) / 2;
    values[k] = along === 0 ? atTheta : await cost(theta.map((value, i) => value + along * spacing[i]!));
  }
  return values;
};

const median = (values: number[]): number => values.sort((a, b) => a - b)[Math.floor(values.length / 2)]!;
