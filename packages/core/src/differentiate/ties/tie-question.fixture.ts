import { layoutOf } from '@gradproof/flatteners';
import { ROUNDING_DEVIATION } from '../../numerics/round-off.ts';
import { coordinateScales } from '../adaptive/scales.ts';
import type { TieQuestion } from './question.ts';
import type { TieCase } from './tie-cases.fixture.ts';

/** The step of the one-sided slopes, relative to a parameter's scale: their parabola's error is a few of its squares, its rounding u/step. */
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
  { cost, theta }: Pick<TieCase, 'cost' | 'theta'>,
  claim: Float64Array,
  seed: number,
  noise = 0,
): TieQuestion => {
  const { scales, reaches } = coordinateScales(layoutOf([{ name: 'x', shape: [theta.length] }]), theta);
  const at = cost(theta);
  const steps = scales.map((scale) => STEP * scale);
  const side = (direction: 1 | -1) =>
    theta.map((value, i) => {
      const moved = (by: number) => {
        const point = theta.slice();
        point[i] = value + direction * by * steps[i]!;
        return cost(point) - at;
      };
      return (direction * (4 * moved(1) - moved(2))) / (2 * steps[i]!);
    });
  const [left, right] = [side(-1), side(1)];
  const largest = Math.max(...[...left, ...right].map((slope, k) => Math.abs(slope) * scales[k % theta.length]!));
  const noisy = (x: Float64Array) => cost(x) * (1 + noise * hashOf(x));
  return {
    costs: async (points) => points.map(noise === 0 ? cost : noisy),
    theta,
    cost: noise === 0 ? at : noisy(theta),
    sigma: Math.max(noise / Math.sqrt(3), ROUNDING_DEVIATION) * Math.abs(at),
    claim,
    claimError: new Float64Array(theta.length),
    left,
    right,
    slopeError: scales.map((scale) => ((SLOPE_ERROR + 10 * noise ** (2 / 3)) * largest) / scale),
    scales,
    reaches,
    seed,
  };
}; // prettier-ignore
