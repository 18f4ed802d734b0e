import { describe, expect, it } from 'vitest';
import { createRandom } from '../../numerics/random.ts';
import { hiddenTies } from './hidden-ties.ts';
import { neighbourhoodOf } from './neighbourhood.ts';
import { questionOf } from './tie-question.fixture.ts';

type Cost = (x: Float64Array) => number;

const SEEDS = Array.from({ length: 20 }, (_, seed) => seed);
const median: Cost = (x) => x.toSorted()[x.length >> 1]!;

const found = async (cost: Cost, theta: Float64Array, seed: number, spent = () => false) => {
  const place = neighbourhoodOf(questionOf({ cost, theta }, new Float64Array(theta.length), seed));
  const hidden = await hiddenTies(place, Array.from(theta.keys()), spent);
  return { hidden: hidden.toSorted((a, b) => a - b), evaluations: place.evaluations() };
};

describe('coordinates that are smooth at θ and not nearby', () => {
  it.each([3, 5, 7, 11])('are all those of a median of %d equals, and no others', async (size) => {
    for (const seed of SEEDS) {
      const random = createRandom(seed);
      const theta = Float64Array.from({ length: size + 3 }, (_, i) => (i < size ? 0.7 : random()));
      const cost: Cost = (x) => 3 * median(x.subarray(0, size)) + x.subarray(size).reduce((sum, v) => sum + Math.sin(4 * v), 0);
      const { hidden } = await found(cost, theta, seed);
      expect(hidden, `seed ${seed}`).toEqual(Array.from({ length: size }, (_, i) => i));
    }
  }); // prettier-ignore

  it('aren’t those along which J is strongly curved', async () => {
    for (const seed of SEEDS) {
      const theta = Float64Array.from({ length: 2 + (seed % 5) }, (_, i) => 0.1 + i);
      const cost: Cost = (x) => 0.5 * x.at(-1)! + 2000 * Math.cos(x[0]! - 0.1) + x.reduce((sum, v) => sum + v, 0);
      expect((await found(cost, theta, seed)).hidden, `seed ${seed}`).toEqual([]);
    }
  }); // prettier-ignore

  it('aren’t looked for where J has no answer, nor longer than allowed', async () => {
    const equal = new Float64Array(5).fill(0.7);
    expect((await found(() => NaN, equal, 1)).hidden).toEqual([]);
    const { hidden, evaluations } = await found(median, equal, 1, () => true);
    expect(hidden).toEqual([]);
    expect(evaluations).toBe(24); // two secants of two points each, at six points
  });
});
