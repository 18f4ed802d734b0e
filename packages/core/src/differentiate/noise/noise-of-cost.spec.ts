import { describe, expect, it } from 'vitest';
import { createRandom } from '../../numerics/random.ts';
import { noiseOfCost } from './noise-of-cost.ts';

const theta = Float64Array.of(0.3, -0.7, 1.1);
const smooth = (at: Float64Array): number => at.reduce((sum, v) => sum + Math.sin(v), 0);

describe('noiseOfCost', () => {
  it.each([1e-13, 1e-11, 1e-9])(
    'finds noise of standard deviation %d, within Moré and Wild’s factor 4',
    async (sigma) => {
      const random = createRandom(5);
      const uniform = () => (random() - 0.5) * Math.sqrt(12) * sigma;
      const noise = await noiseOfCost((at) => smooth(at) + uniform(), theta, 1e-7, 1);
      expect(noise.sigma / sigma).toBeGreaterThan(1 / 4);
      expect(noise.sigma / sigma).toBeLessThan(4);
    },
  );

  it('finds no more than a few units of rounding in a smooth cost', async () => {
    const { sigma, cost } = await noiseOfCost(smooth, theta, 1e-7, 1);
    expect(cost).toBe(smooth(theta));
    expect(sigma).toBeLessThan(4 * Number.EPSILON);
  });

  it('gives the same for the same seed', async () => {
    expect(await noiseOfCost(smooth, theta, 1e-7, 9)).toEqual(await noiseOfCost(smooth, theta, 1e-7, 9));
  });

  it('does not take kinks for noise: beyond the step, or within it but off the lines through θ', async () => {
    const epsilon = 1e-7;
    const many = Float64Array.from({ length: 100 }, (_, i) => Math.sin(i));
    const rounding = many.length * Number.EPSILON * 100; // Σ rounds once a term, each at most J = 100·2 · ε/2
    for (const distance of [0.3, 3]) {
      const bent = (at: Float64Array): number =>
        at.reduce((sum, v, i) => sum + 1 + Math.abs(v - many[i]! - distance * epsilon), 0);
      expect((await noiseOfCost(bent, many, epsilon, 1)).sigma).toBeLessThan(rounding);
    }
  });
});
