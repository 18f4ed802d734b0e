import { randomDirection } from '../numerics/direction.ts';
import { createRandom } from '../numerics/random.ts';

/** An output smaller than this part of the largest is weighed as if it were that large: it may be 0, or what rounding left of it. */
const SMALLEST_PART = 2 ** -20;

/** No weight overflows, even where all outputs are subnormal. */
const LEAST_SIZE = 2 ** -1000;

/**
 * The weights r of J = r·y, [M]: ±U[½, 3/2] by the seed, so that no mistake is weighed so little that it is lost and signs keep mistakes from hiding
 * each other, over the size of each output at θ, max(|yₖ|, 2⁻²⁰·max|y|), so that a small one isn't lost beside a large one. Undivided where all are 0.
 * They depend on the seed and these outputs alone, and stay as they are when θ moves.
 *
 * @param outputs y at θ, [M]. What isn't finite is weighed by r alone: J is NaN with it.
 */
export const projection = (outputs: Float64Array, seed: number): Float64Array => {
  const signed = randomDirection({ start: 0, end: outputs.length }, createRandom(seed));
  const largest = outputs.reduce((most, y) => (Number.isFinite(y) ? Math.max(most, Math.abs(y)) : most), 0);
  if (largest === 0) return signed;
  const sizeOf = (y: number): number =>
    Number.isFinite(y) ? Math.max(Math.abs(y), SMALLEST_PART * largest, LEAST_SIZE) : 1;
  return signed.map((r, k) => r / sizeOf(outputs[k]!));
};
