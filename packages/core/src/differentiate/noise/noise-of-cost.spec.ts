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

  it('stays within the step: its points lie ε/4 to 3ε/4 away at the most', async () => {
    const epsilon = 1e-3;
    const distances: number[] = [];
    const noting = (at: Float64Array): number => {
      distances.push(Math.hypot(...at.map((value, i) => value - theta[i]!)));
      return smooth(at);
    };
    await noiseOfCost(noting, theta, epsilon, 1);
    // four spacings of ε/8 on either side, times ½ to 3/2
    expect(Math.max(...distances) / epsilon).toBeGreaterThan(1 / 4);
    expect(Math.max(...distances) / epsilon).toBeLessThan(3 / 4);
  });

  it('moves a large parameter by enough units in its last place to be another number, and by no more than a hundred', async () => {
    const large = Float64Array.of(3e9, -5e-9);
    const units: number[] = [];
    const noting = (at: Float64Array): number => {
      const moved = at.findIndex((value, i) => value === large[i]);
      if (moved < 0) units.push(...at.map((value, i) => Math.abs(value / large[i]! - 1) / Number.EPSILON));
      return 0;
    };
    await noiseOfCost(noting, large, 1e-30, 1);
    expect(units).toHaveLength(5 * 8 * 2);
    expect(Math.min(...units)).toBeGreaterThan(30); // half of 64, but for the rounding of the quotient
    expect(Math.max(...units)).toBeLessThan(4 * 100); // four spacings away
  });

  it('takes the median of its lines: noise that two of five show is none', async () => {
    const random = createRandom(5);
    let evaluations = 0;
    const onTwoLines = (at: Float64Array) => {
      const evaluation = evaluations++; // J(θ), then eight a line
      return smooth(at) + (evaluation >= 1 && evaluation <= 16 ? 1e-6 * random() : 0);
    };
    const noise = await noiseOfCost(onTwoLines, theta, 1e-7, 1);
    expect(noise.sigma).toBeLessThan(1e-8);
    expect(noise.evaluations).toBe(evaluations);
    expect(evaluations).toBeLessThan(50); // five lines of nine points, as Moré and Wild have them, with θ in common
  });

  it('takes the median of as many lines as settle, in whatever order they come', async () => {
    /** The noise where each line has values of noise 10^exponent; null: a straight line, whose table doesn't settle. */
    const noiseOf = async (...exponents: (number | null)[]): Promise<number> => {
      const random = createRandom(5);
      let evaluations = 0; // J(θ), then eight a line
      const valueAt = (evaluation: number): number => {
        if (evaluation === 0) return 0;
        const [line, k] = [Math.floor((evaluation - 1) / 8), (evaluation - 1) % 8];
        const exponent = exponents[line]!;
        return exponent === null ? (k < 4 ? k - 4 : k - 3) : 10 ** exponent * (random() - 0.5);
      };
      return (await noiseOfCost(() => valueAt(evaluations++), theta, 1e-7, 1)).sigma;
    };
    expect(Math.log10(await noiseOf(-9, -3, -12, -6, -15))).toBeCloseTo(-9.5, 0);
    expect(Math.log10(await noiseOf(-6, null, -9, null, -12))).toBeCloseTo(-9.5, 0);
    expect(await noiseOf(null, null, null, null, null)).toBe(0); // the rounding of J(θ)
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

  it('is never below the rounding of J: uniform within half of its largest unit, also of a negative J', async () => {
    for (const cost of [5, -5]) {
      const { sigma } = await noiseOfCost(() => cost, theta, 1e-7, 1);
      expect(sigma / ((5 * Number.EPSILON) / Math.sqrt(12))).toBeCloseTo(1, 12);
    }
  });

  it('leaves lines out that show no noise: of none is left, the rounding of J', async () => {
    const steep = (at: Float64Array) => 1e3 * (at[0]! - theta[0]!) + 1; // a line: its differences end with the first
    const { sigma } = await noiseOfCost(steep, theta, 2 ** 10, 1);
    expect(sigma).toBeLessThan(1e-7);
  });
});
