import { layoutOf } from '@gradproof/flatteners';
import { ROUNDING_DEVIATION } from '../../numerics/round-off.ts';
import { coordinateScales } from '../adaptive/scales.ts';
import type { TieQuestion } from './question.ts';
import type { TieCase } from './tie-case.fixture.ts';

/** The step of the one-sided slopes, in a parameter's unit: their parabola's error is a few of its squares, its rounding u/step. */
const STEP = 2 ** -17;
const SLOPE_ERROR = 2e-9;

/** Noise by the bits of the point, uniform on ±1: J computed in few digits is off by the same at the same point. */
const hashOf = (theta: Float64Array): number => {
  let hash = 2166136261;
  for (const word of new Uint32Array(theta.slice().buffer)) hash = Math.imul(hash ^ word, 16777619) ^ (hash >>> 15);
  return (hash >>> 0) / 2 ** 31 - 1;
}; // prettier-ignore

/** The question that a check asks about a claim; J has relative noise where it is given. */
export const questionOf = (
  { cost, theta, units }: Pick<TieCase, 'cost' | 'theta' | 'units'>,
  claim: Float64Array,
  seed: number,
  noise = 0,
): TieQuestion => {
  const { scales, reaches } = coordinateScales(layoutOf([{ name: 'x', shape: [theta.length] }]), theta);
  const unit = (i: number) => units?.[i] ?? 1;
  const noisy = (x: Float64Array) => cost(x) * (1 + noise * hashOf(x));
  const [left, right] = [oneSided(cost, theta, unit, -1), oneSided(cost, theta, unit, 1)];
  const largest = Math.max(
    ...left.map((slope, i) => Math.abs(slope) / unit(i)),
    ...right.map((slope, i) => Math.abs(slope) / unit(i)),
  );
  const outside = (i: number) =>
    Math.max(Math.min(left[i]!, right[i]!) - claim[i]!, claim[i]! - Math.max(left[i]!, right[i]!));
  const relative = SLOPE_ERROR + 10 * noise ** (2 / 3);
  return {
    costs: (points) => Promise.resolve(points.map(noise === 0 ? cost : noisy)),
    theta,
    cost: noise === 0 ? cost(theta) : noisy(theta),
    sigma: Math.max(noise / Math.sqrt(3), ROUNDING_DEVIATION) * Math.abs(cost(theta)),
    claim,
    claimError: new Float64Array(theta.length),
    left,
    right,
    slopeError: theta.map((_, i) => relative * largest * unit(i)),
    off: theta.map((_, i) => (outside(i) > relative * largest * unit(i) ? outside(i) : 0)),
    scales,
    reaches,
    seed,
  };
};

/** J's slopes on one side of each coordinate, in steps that suit its unit. */
const oneSided = (
  cost: TieCase['cost'],
  theta: Float64Array,
  unit: (i: number) => number,
  direction: 1 | -1,
): Float64Array =>
  theta.map((value, i) => {
    const step = STEP / unit(i);
    const moved = (by: number) => {
      const point = theta.slice();
      point[i] = value + direction * by * step;
      return cost(point) - cost(theta);
    };
    return (direction * (4 * moved(1) - moved(2))) / (2 * step);
  });
