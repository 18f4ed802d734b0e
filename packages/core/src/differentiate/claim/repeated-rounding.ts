import type { Layout } from '@gradproof/flatteners';
import type { GradientPrecision } from '../../contract/gradient-precision.ts';
import { unitRoundOffOf } from '../../numerics/float-formats.ts';
import { signedUniform } from '../../numerics/direction.ts';
import { createRandom, type Random } from '../../numerics/random.ts';
import { coordinateScales } from '../adaptive/scales.ts';
import { type GradientAt, gradientOrNull } from './measure-repeat.ts';
import { rootMeanSquares } from './root-mean-squares.ts';
import { UNDERFLOW } from './underflow.ts';

/** Directions along which the noise is measured, as many as a network's samples and for their reason: of one alone, a right tensor of a single entry is refused 11 times in 2,000. */
const DIRECTIONS = 8;

/** Units of rounding by which a parameter moves: so few that g's curvature doesn't show, enough that no step is lost. Between half of it and one and a half times. */
const UNITS = 8;

/** (1 − 1)² and (1 − 1)⁶ by powers: what is taken of g at θ − n/2·h … θ + n/2·h. */
const SECOND_DIFFERENCE = [1, -2, 1];
const SIXTH_DIFFERENCE = [1, -6, 15, -20, 15, -6, 1];

/**
 * Below its least normal number float16 has few bits, and what is divided by a small number, or multiplied by a large one, afterwards carries the rounding of these few. It is
 * the same all along a step of some units of θ. So θ moves by a sixteenth of itself, too, over which a number of six units changes; sixth differences leave nothing of a smooth g.
 */
const LONG = { part: 2 ** -4, directions: 2 };

/** What computes the gradient, and where. */
interface Place {
  readonly layout: Layout;
  readonly theta: Float64Array;
  readonly gradientAt: GradientAt;
  /** Its value there. */
  readonly grad: Float64Array;
}

/**
 * π of a gradient that is a function of θ, [P]: its own noise, by second differences along seeded directions with steps of a few units of its precision,
 * (g(θ + h) − 2·g(θ) + g(θ − h))/√6, in float16 by sixth differences with long steps, too: their root mean square, at least the rounding of the entry itself, u/√3 of
 * it, and at least that of its tensor; and what underflow leaves.
 *
 * @param at Where, what computes it, and its value there.
 * @param signal Ends it early.
 * @returns π; null where the gradient has no answer at a point beside θ.
 * @throws The signal's reason.
 */
export const repeatedRounding = async (
  at: Place,
  precision: GradientPrecision,
  seed: number,
  signal: AbortSignal | undefined,
): Promise<Float64Array | null> => {
  const { layout, grad } = at;
  const random = createRandom(seed);
  const short = { units: UNITS, directions: DIRECTIONS, weights: SECOND_DIFFERENCE };
  const noise = await noiseOf(at, short, precision, random, signal);
  if (!noise) return null;
  const u = unitRoundOffOf(precision);
  const long = { units: LONG.part / (2 * u), directions: LONG.directions, weights: SIXTH_DIFFERENCE };
  const lost = precision === 'float16' ? await noiseOf(at, long, precision, random, signal) : null;
  const own = noise.map((deviation, i) =>
    Math.max(deviation, lost?.[i] ?? 0, (u * Math.abs(grad[i]!)) / Math.sqrt(3)),
  );
  const ofTensors = rootMeanSquares(layout, own);
  const least = UNDERFLOW[precision];
  return own.map((deviation, i) => Math.max(deviation, ofTensors[i]!) + least);
};

/** How g is differenced: steps of so many units of rounding, along so many directions. */
interface Differences {
  readonly units: number;
  readonly directions: number;
  readonly weights: readonly number[];
}

/** The root mean square over the directions of Σ weightₖ·g(θ + k·h), over the root of the sum of squares of the weights: g's noise, where h leaves nothing of its slope and curvature. Null for no answer. */
const noiseOf = async (
  { layout, theta, gradientAt, grad }: Place,
  { units, directions, weights }: Differences,
  precision: GradientPrecision,
  random: Random,
  signal: AbortSignal | undefined,
): Promise<Float64Array | null> => {
  const size = Math.hypot(...weights);
  const middle = (weights.length - 1) / 2;
  const squares = new Float64Array(theta.length);
  for (let direction = 0; direction < directions; direction++) {
    const steps = seededSteps(layout, theta, precision, units, random);
    const sum = new Float64Array(theta.length);
    for (const [index, weight] of weights.entries()) {
      if (index === middle) continue; // the weights' sum is 0: differences from g(θ) are all that counts
      const point = theta.map((value, i) => value + (index - middle) * steps[i]!);
      const there = await gradientOrNull(gradientAt, point, signal);
      if (!there) return null;
      for (let i = 0; i < sum.length; i++) sum[i]! += weight * (there[i]! - grad[i]!);
    }
    for (let i = 0; i < sum.length; i++) squares[i]! += (sum[i]! / size) ** 2 / directions;
  }
  return squares.map(Math.sqrt);
};

/** ±(½ … 1½) times so many units of rounding of each parameter, a whole number of them; of one that is 0, of its scale. */
const seededSteps = (
  layout: Layout,
  theta: Float64Array,
  precision: GradientPrecision,
  units: number,
  random: Random,
): Float64Array => {
  const { scales } = coordinateScales(layout, theta);
  const unit = 2 * unitRoundOffOf(precision); // of numbers from 1 to 2
  return scales.map((scale) => {
    const ulp = unit * 2 ** Math.floor(Math.log2(scale));
    return ulp * Math.round(units * signedUniform(random(), random()));
  });
};
