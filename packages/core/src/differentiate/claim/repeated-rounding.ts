import type { Layout } from '@gradproof/flatteners';
import type { GradientPrecision } from '../../contract/gradient-precision.ts';
import { unitRoundOffOf } from '../../numerics/float-formats.ts';
import { signedUniform } from '../../numerics/direction.ts';
import { createRandom, type Random } from '../../numerics/random.ts';
import { coordinateScales } from '../adaptive/scales.ts';
import { type GradientAt, gradientOrNull } from './measure-repeat.ts';
import { rootMeanSquares } from './root-mean-squares.ts';
import { UNDERFLOW } from './underflow.ts';

/** Directions along which the noise is measured: of one alone, a right tensor of a single entry is refused 11 times in 2,000. */
const DIRECTIONS = 4;

/** Units of rounding by which a parameter moves: so few that g's curvature doesn't show, enough that no step is lost. Between half of it and one and a half times. */
const UNITS = 8;

/** E[(x₊ − 2x + x₋)²] of independent noise of deviation 1: 1 + 4 + 1. */
const NOISE_OF_SECOND_DIFFERENCE = Math.sqrt(6);

/**
 * π of a gradient that is a function of θ, [P]: its own noise, by second differences along seeded directions with steps of a few units of its precision,
 * (g(θ + h) − 2·g(θ) + g(θ − h))/√6, their root mean square, at least that of its tensor, and at least the rounding of the entry itself, u/√3 of it;
 * and what underflow leaves.
 *
 * @param at Where, what computes it, and its value there.
 * @param signal Ends it early.
 * @returns π; null where the gradient has no answer at a point beside θ.
 * @throws The signal's reason.
 */
export const repeatedRounding = async (
  at: {
    readonly layout: Layout;
    readonly theta: Float64Array;
    readonly gradientAt: GradientAt;
    readonly grad: Float64Array;
  },
  precision: GradientPrecision,
  seed: number,
  signal: AbortSignal | undefined,
): Promise<Float64Array | null> => {
  const { layout, theta, gradientAt, grad } = at;
  const random = createRandom(seed);
  const squares = new Float64Array(theta.length);
  for (let direction = 0; direction < DIRECTIONS; direction++) {
    const steps = seededSteps(layout, theta, precision, random);
    const plus = await gradientOrNull(gradientAt, theta.map((value, i) => value + steps[i]!), signal); // prettier-ignore
    const minus = plus && (await gradientOrNull(gradientAt, theta.map((value, i) => value - steps[i]!), signal)); // prettier-ignore
    if (!minus) return null;
    for (let i = 0; i < squares.length; i++) {
      const noise = (plus[i]! - grad[i]! + (minus[i]! - grad[i]!)) / NOISE_OF_SECOND_DIFFERENCE;
      squares[i]! += noise ** 2 / DIRECTIONS;
    }
  }
  const noise = squares.map(Math.sqrt);
  const ofTensors = rootMeanSquares(layout, noise);
  const u = unitRoundOffOf(precision);
  const least = UNDERFLOW[precision];
  return noise.map((own, i) => Math.max(own, ofTensors[i]!, (u * Math.abs(grad[i]!)) / Math.sqrt(3)) + least);
};

/** ±(4 … 12) units of rounding of each parameter, a whole number of them; of one that is 0, of its scale. */
const seededSteps = (
  layout: Layout,
  theta: Float64Array,
  precision: GradientPrecision,
  random: Random,
): Float64Array => {
  const { scales } = coordinateScales(layout, theta);
  const unit = 2 * unitRoundOffOf(precision); // of numbers from 1 to 2
  return scales.map((scale) => {
    const ulp = unit * 2 ** Math.floor(Math.log2(scale));
    return ulp * Math.round(UNITS * signedUniform(random(), random()));
  });
};
