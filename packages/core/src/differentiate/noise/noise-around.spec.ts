import { describe, expect, it } from 'vitest';
import { createRandom } from '../../numerics/random.ts';
import { UNIT_ROUND_OFF } from '../../numerics/round-off.ts';
import { noiseAround } from './noise-around.ts';

const theta = Float64Array.of(0.3, -0.7, 1.1);
const scales = theta.map(Math.abs);
const smooth = (at: Float64Array): number => at.reduce((sum, v) => sum + Math.sin(v), 0);
const noiseOf = (cost: (at: Float64Array) => number, seed = 1, at = theta) =>
  noiseAround(
    { costs: (points) => Promise.resolve(points.map(cost)), theta: at, cost: cost(at), scales },
    { seed, lines: 4 },
  );

describe('noiseAround', () => {
  it.each([1e-13, 1e-9, 1e-5])('finds noise of standard deviation %d, within a factor 4', async (sigma) => {
    for (let seed = 0; seed < 20; seed++) {
      const random = createRandom(seed + 77);
      const noise = await noiseOf((at) => smooth(at) + (random() - 0.5) * Math.sqrt(12) * sigma, seed);
      expect(noise.sigma / sigma, `seed ${seed}`).toBeGreaterThan(1 / 4);
      expect(noise.sigma / sigma, `seed ${seed}`).toBeLessThan(4);
    }
  });

  it.each([1e-3, 1e-6, 1e-10])(
    'finds a grid of %d in values that are the same on short lines',
    async (grid) => {
      const noise = await noiseOf((at) => Math.round(smooth(at) / grid) * grid);
      expect(noise.sigma / (grid / Math.sqrt(12))).toBeGreaterThan(1 / 4);
      expect(noise.sigma / (grid / Math.sqrt(12))).toBeLessThan(4);
    },
  );

  it('finds a grid of which every line takes the same steps', async () => {
    const noise = await noiseOf((at) => Number((34.8 + at[0]! * 0.3).toPrecision(9)));
    expect(noise.sigma / (1e-7 / Math.sqrt(12))).toBeGreaterThan(1 / 4);
  });

  it.each([1e-9, 1e-8, 1e-7])('does not take a pole %d beside θ for noise', async (beside) => {
    const noise = await noiseOf((at) => 1 / (at[0]! - (0.3 - beside)));
    expect(noise.sigma * beside).toBeLessThan(1e-4);
  });

  it.each([1e250, 1e-250])('finds the noise of values of %d', async (size) => {
    const random = createRandom(5);
    const noise = await noiseOf((at) => size * (smooth(at) + 1e-9 * random()));
    expect(noise.sigma / size).toBeGreaterThan(1e-10);
    expect(noise.sigma / size).toBeLessThan(1e-8);
  });

  it('finds float32 inside, whatever the values’ type says', async () => {
    const { sigma, cost } = await noiseOf((at) => at.reduce((sum, v) => Math.fround(sum + Math.sin(v)), 0));
    expect(sigma / (2 ** -24 * Math.abs(cost))).toBeGreaterThan(0.1);
    expect(sigma / (2 ** -24 * Math.abs(cost))).toBeLessThan(10);
  });

  it('finds no more than a few units of rounding in a smooth cost, nor in one with a kink or jump at θ', async () => {
    const few = 8 * Number.EPSILON;
    expect((await noiseOf(smooth)).sigma).toBeLessThan(few);
    expect((await noiseOf((at) => smooth(at) + Math.abs(at[0]! - 0.3))).sigma).toBeLessThan(few);
    expect((await noiseOf((at) => smooth(at) + (at[0]! >= 0.3 ? 1 : 0))).sigma).toBeLessThan(few);
  });

  it('looks next to θ first: on lines shorter than 2⁻²³ of the scale, whose points 2²⁴ roundings part', async () => {
    const far: number[] = [];
    const noting = (at: Float64Array): number => {
      far.push(...at.map((value, i) => Math.abs(value - theta[i]!) / scales[i]!));
      return smooth(at) + (at[0]! === theta[0]! ? 0 : 1e-9 * random());
    };
    const random = createRandom(5);
    const { evaluations } = await noiseOf(noting);
    expect(evaluations).toBe(far.length / theta.length - 1); // J(θ) was known
    expect(evaluations).toBeLessThanOrEqual(4 * 8); // Moré and Wild find 6 to 8 points a line enough
    const beside = far.filter((distance) => distance > 0);
    expect(Math.max(...beside)).toBeLessThan(2 ** -23); // eight spacings of 2⁻²⁷, times 3/2 at the most
    expect(Math.min(...beside) / UNIT_ROUND_OFF).toBeGreaterThan(2 ** 24); // one, times ½ at the least
  });

  /** The noise of a cost that scatters by this part of itself, and how far from θ the points of each spacing lie, relative to the scales. */
  const scattering = async (part: number) => {
    const random = createRandom(5);
    const reaches: number[] = [];
    const cost = (at: Float64Array) => {
      const evaluation = evaluations++;
      if (evaluation > 0) {
        const spacing = Math.floor((evaluation - 1) / (4 * 8)); // four lines of eight points
        const reach = Math.max(...at.map((value, i) => Math.abs(value - theta[i]!) / scales[i]!));
        reaches[spacing] = Math.max(reaches[spacing] ?? 0, reach);
      }
      return 1 + part * (random() - 0.5);
    };
    let evaluations = 0;
    return { ...(await noiseOf(cost)), reaches };
  };

  it.each([
    [5e-5, 1],
    [2e-4, 3],
  ])('takes shorter lines where J scatters by more than 10⁻⁴ of itself: at %d %d spacings', async (part, spacings) => {
    const unit = (await scattering(1e-6)).sigma / 1e-6;
    expect((await scattering(part / unit)).reaches).toHaveLength(spacings);
  }); // prettier-ignore

  it('takes lines that end before a pole 10⁻⁹ and 10⁻¹¹ beside θ', async () => {
    const { reaches } = await scattering(1e-2);
    for (const [k, pole] of [1e-9, 1e-11].entries()) {
      expect(reaches[k + 1], `beside ${pole}`).toBeLessThan(pole);
      expect(reaches[k + 1], `beside ${pole}`).toBeGreaterThan(pole / 4); // no shorter than that: points must stay apart
    }
  });

  it('finds the same for the same seed', async () => {
    expect(await noiseOf(smooth, 9)).toEqual(await noiseOf(smooth, 9));
  });

  it('is never below the rounding of J, also of a negative one', async () => {
    for (const cost of [5, -5]) {
      const { sigma } = await noiseOf(() => cost);
      expect(sigma / ((5 * Number.EPSILON) / Math.sqrt(12))).toBeCloseTo(1, 12);
    }
  });

  it('finds the same noise in −J', async () => {
    const noisy = (sign: number) => {
      const random = createRandom(5);
      return (at: Float64Array) => sign * (smooth(at) + 1 + 1e-3 * random());
    };
    const [there, mirrored] = [await noiseOf(noisy(1)), await noiseOf(noisy(-1))];
    expect(mirrored).toEqual({ ...there, cost: -there.cost });
  });

  it('leaves lines out on which J is not finite', async () => {
    let evaluations = 0;
    const random = createRandom(5);
    const noise = await noiseOf((at) => (evaluations++ === 3 ? NaN : smooth(at) + 1e-9 * random()));
    expect(noise.sigma).toBeGreaterThan(1e-10);
    expect(noise.sigma).toBeLessThan(1e-8);
  });
});
