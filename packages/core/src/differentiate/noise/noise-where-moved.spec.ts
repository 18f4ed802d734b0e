import { describe, expect, it } from 'vitest';
import { createRandom } from '../../numerics/random.ts';
import { noiseWhereMoved } from './noise-where-moved.ts';

const ROUNDING = 2 ** -23 / Math.sqrt(12);

/** Half of the parameters are 0; the others move nothing, as the weights of units that hand zeros on. */
const theta = Float64Array.of(0.7, -1.1, 0, 0, 0);
const own = theta.map((value) => Math.abs(value) || 2 ** -24);
const longer = theta.map((value) => Math.abs(value) || 0.8);
const OPTIONS = { seed: 3, lines: 4 };

const noiseOf = (cost: (at: Float64Array) => number, lengths: readonly [Float64Array, ...Float64Array[]], seed = 3) => {
  let evaluations = 0;
  const costs = (points: readonly Float64Array[]) => {
    evaluations += points.length;
    return Promise.resolve(points.map(cost));
  };
  return noiseWhereMoved({ costs, theta, cost: cost(theta) }, lengths, { ...OPTIONS, seed }).then((noise) => ({ ...noise, asked: evaluations }));
}; // prettier-ignore

/** 1 + a little, in float32, by units that all stand at their kinks. */
const atKinks = (seed: number) => {
  const random = createRandom(seed);
  const slopes = [random(), -random(), random()];
  return (at: Float64Array) =>
    slopes.reduce((sum, slope, k) => Math.fround(sum + Math.fround(slope * Math.max(0, at[2 + k]!))), 1);
};

describe('the noise of a J that stands still until parameters move that are 0', () => {
  it('is that of its values, rounded to float32, where they move', async () => {
    for (let seed = 0; seed < 50; seed++) {
      const { sigma } = await noiseOf(atKinks(seed), [own, longer], seed);
      expect(sigma / ROUNDING, `seed ${seed}`).toBeGreaterThan(1 / 2);
      expect(sigma / ROUNDING, `seed ${seed}`).toBeLessThan(4);
    }
  });

  it('isn’t seen where they don’t', async () => {
    expect((await noiseOf(atKinks(1), [own])).sigma).toBeLessThan(1e-3 * ROUNDING);
  });

  it('is its own rounding where it stands still altogether, and is sought once where the lengths are the same', async () => {
    const once = await noiseOf(() => 5, [own, own]);
    const twice = await noiseOf(() => 5, [own, longer]);
    for (const { sigma } of [once, twice])
      expect(sigma / ((5 * Number.EPSILON) / Math.sqrt(12))).toBeCloseTo(1, 12);
    expect(once.isStill && twice.isStill).toBe(true);
    expect(twice.evaluations).toBe(2 * once.evaluations);
    expect(twice.evaluations).toBe(twice.asked);
  });

  it('is found at once where J moves', async () => {
    const smooth = (at: Float64Array) => Math.sin(at[0]!) + at[2]! ** 2;
    const [alone, tried] = [await noiseOf(smooth, [own]), await noiseOf(smooth, [own, longer])];
    expect(tried).toEqual(alone);
    expect(alone.isStill).toBe(false);
  });
});
