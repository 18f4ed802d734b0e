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

  /** The noise of a cost that scatters by this part of itself, and how far from θ the points of each spacing lie, relative to the scales. */
  const scattering = async (part: number) => {
    const random = createRandom(5);
    const distances: number[][] = [];
    const cost = (at: Float64Array) => {
      const evaluation = evaluations++ - 5; // J(θ) itself, and the ends of the four lines
      if (evaluation >= 0)
        (distances[Math.floor(evaluation / (4 * 8))] ??= []).push(
          ...at.map((value, i) => Math.abs(value - theta[i]!) / scales[i]!),
        );
      return smooth(at) * (1 + part * (random() - 0.5));
    };
    let evaluations = 0;
    return { ...(await noiseOf(cost)), distances };
  };

  it.each([
    [8, 1],
    [100, 3],
  ])('is found on the shortest lines where J scatters by a few roundings, %d, else at %d spacings', async (roundings, spacings) => {
    const part = (roundings * Number.EPSILON) / Math.sqrt(12);
    const { distances, evaluations } = await scattering(part * Math.sqrt(12));
    expect(distances).toHaveLength(spacings);
    expect(evaluations).toBe(4 + spacings * 4 * 8); // four lines of eight points: Moré and Wild find 6 to 8 enough
  }); // prettier-ignore

  it('is looked for next to θ first: from points that 2¹⁰ roundings part to lines shorter than 2⁻²³ of the scale', async () => {
    const { distances } = await scattering(1e-6);
    expect(Math.min(...distances[0]!) / UNIT_ROUND_OFF).toBeGreaterThan(2 ** 10);
    expect(Math.max(...distances[0]!)).toBeLessThan(2 ** -37); // eight spacings of 2⁻⁴¹, times 3/2 at the most
    expect(Math.max(...distances[2]!)).toBeLessThan(2 ** -23);
  });

  it.each([1e-11, 1e-10, 1e-9])('is not a kink %d beside θ, which only some spacings see', async (beside) => {
    const noise = await noiseOf(
      (at) => smooth(at) + Math.max(0, at[0]! - 0.3 - beside) - Math.min(0, at[0]! - 0.3 + beside),
    );
    expect(noise.sigma).toBeLessThan(8 * Number.EPSILON);
  });

  it('is that of all roundings inside J, not of the few that short lines pass', async () => {
    for (let seed = 0; seed < 20; seed++) {
      const random = createRandom(seed);
      const at = new Float64Array(500).map(() => 2 * random() - 1);
      const target = at.map(() => 2 * random() - 1);
      const cost = (point: Float64Array) =>
        point.reduce((sum, t, i) => sum + Math.fround(Math.fround(t - target[i]!) ** 2), 0);
      const { sigma } = await noiseAround(
        {
          costs: (points) => Promise.resolve(points.map(cost)),
          theta: at,
          cost: cost(at),
          scales: at.map(Math.abs),
        },
        { seed, lines: 2 },
      );
      const expected = 2 ** -24 * Math.sqrt(500);
      expect(sigma / expected, `seed ${seed}`).toBeGreaterThan(1 / 8);
      expect(sigma / expected, `seed ${seed}`).toBeLessThan(8);
    }
  });

  it('tells float32 parameters by values that stand still', async () => {
    const single = (at: Float64Array) =>
      at.reduce((sum, v) => Math.fround(sum + Math.sin(Math.fround(v))), 0);
    expect((await noiseOf(single)).single).toBe(true);
    expect((await noiseOf(smooth)).single).toBe(false);
  });

  it('measures how large J is by what a short step changes, where it is about 0 at θ', async () => {
    const shifted = await noiseOf((at) => smooth(at) - smooth(theta));
    expect(shifted.cost).toBe(0);
    expect(shifted.size).toBeGreaterThan(2 ** -17);
    expect(shifted.size).toBeLessThan(2 ** -11);
    expect((await noiseOf(smooth)).size).toBe(smooth(theta));
  });

  it('is measured along single parameters, where none that moves all stays in J’s domain', async () => {
    const at = new Float64Array(40).map((_, i) => 1 + i / 10);
    const random = createRandom(5);
    const cost = (point: Float64Array) =>
      point.some((v, i) => v < at[i]!) ? NaN : point.reduce((sum, v) => sum + v * v, 0) + 1e-6 * random();
    const { sigma } = await noiseAround(
      { costs: (points) => Promise.resolve(points.map(cost)), theta: at, cost: cost(at), scales: at },
      { seed: 1, lines: 4 },
    );
    expect(sigma).toBeGreaterThan(1e-7);
    expect(sigma).toBeLessThan(1e-6);
  });

  it.each([1e-12, 1e-11])(
    'is measured on shorter lines yet, where a pole %d beside θ feigns a J that scatters',
    async (beside) => {
      const noise = await noiseOf((at) => 1 / (at[0]! - (0.3 - beside)));
      expect(noise.sigma * beside).toBeLessThan(1e-3); // of θ's own rounding, 2⁻⁵⁴, the pole makes as much
    },
  );

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
    const noise = await noiseOf((at) => (evaluations++ === 7 ? NaN : smooth(at) + 1e-9 * random()));
    expect(noise.sigma).toBeGreaterThan(1e-10);
    expect(noise.sigma).toBeLessThan(1e-8);
  });
});
