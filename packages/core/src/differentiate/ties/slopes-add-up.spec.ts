import { describe, expect, it } from 'vitest';
import { createRandom } from '../../numerics/random.ts';
import { slopesAddUp } from './slopes-add-up.ts';
import { questionOf } from './tie-question.fixture.ts';

type Cost = (x: Float64Array) => number;

const SEEDS = Array.from({ length: 20 }, (_, seed) => seed);
const median: Cost = (x) => x.toSorted()[x.length >> 1]!;
const sumOf = (x: Float64Array) => x.reduce((sum, value) => sum + value, 0);

/** Whether J's slopes add up at θ; what is claimed has no say. */
const addUp = async (cost: Cost, theta: Float64Array, seed: number, noise = 0) =>
  (await slopesAddUp(questionOf({ cost, theta }, new Float64Array(theta.length), seed, noise))).addUp;

const equal = (size: number, seed: number) => new Float64Array(size).fill(0.3 + createRandom(seed)());

describe('the slopes of the coordinates add up', () => {
  it.each<[string, Cost, number]>([
    ['is smooth', (x) => sumOf(x.map(Math.sin)), 1],
    ['is smooth beside an optimum', (x) => sumOf(x.map((v, i) => (v - 0.5) ** 2 + 1e-6 * v * i)) + 1, 1],
    ['has separate kinks', (x) => sumOf(x.map((v) => Math.abs(v) + Math.max(0, v))) + 1, 0],
    ['is a product', (x) => x.reduce((product, value) => product * value, 1), 1],
  ])('where J %s', async (_what, cost, at) => {
    for (const seed of SEEDS) {
      const random = createRandom(seed);
      const theta = Float64Array.from({ length: 1 + (seed % 9) }, () => at * (random() - 0.5));
      expect(await addUp(cost, theta, seed), `seed ${seed}`).toBe(true);
      expect(await addUp(cost, theta, seed, 1e-7), `seed ${seed}, noisy`).toBe(true);
    }
  });

  it('as far as is known where J has no answer', async () => {
    const question = questionOf({ cost: median, theta: equal(3, 1) }, new Float64Array(3), 1);
    const silent = { ...question, costs: (points: readonly unknown[]) => Promise.resolve(points.map(() => NaN)) };
    expect((await slopesAddUp(silent)).addUp).toBe(true);
  }); // prettier-ignore
});

describe('they don’t', () => {
  it.each([3, 5, 9, 33])('where a median of %d equals hides its kinks from each of them, at any scale, with noise', async (size) => {
    for (const seed of SEEDS) {
      const [theta, weight] = [equal(size, seed), 10 ** (4 * createRandom(seed)() - 2)];
      const cost: Cost = (x) => weight * median(x) + Math.sin(x[0]!);
      for (const noise of [0, 1e-12, 1e-9]) expect(await addUp(cost, theta, seed, noise), `seed ${seed}`).toBe(false);
    }
  }); // prettier-ignore

  it('where a kink shows beside a median that hides its own', async () => {
    const theta = Float64Array.of(0, 1, 1, 1);
    expect(await addUp((x) => Math.abs(x[0]!) + median(x.subarray(1)), theta, 1)).toBe(false);
  });
});

it('takes six evaluations', async () => {
  let evaluated = 0;
  const question = questionOf({ cost: median, theta: equal(5, 1) }, new Float64Array(5), 1);
  const costs = (points: readonly Float64Array[]) => {
    evaluated += points.length;
    return question.costs(points);
  };
  expect((await slopesAddUp({ ...question, costs })).evaluations).toBe(6);
  expect(evaluated).toBe(6);
});
