import { layerPlaces } from '@gradproof/model';
import { expect, it } from 'vitest';
import { takeKinks } from './take-kinks.ts';

const [place] = layerPlaces(
  { layers: [{ units: 1, activation: 'relu' }], cost: 'mean-squared-error', l2: 0 },
  3,
);

/** Which of four examples stand at the kink, for weights and bias [4], inputs [3, 4] and their z. */
const kinksOf = (theta: number[], a: number[], z: number[]): number[] => {
  const tables = new Float64Array(16);
  tables.set(z);
  const marked = takeKinks(place!, Float64Array.from(theta), Float64Array.from(a), tables, 4);
  expect([...tables.slice(0, 4)]).toEqual(z.map((entry, r) => (marked.includes(r) ? -Infinity : entry)));
  return marked;
};

const ONES = Array.from({ length: 12 }, () => 1);

it.each([
  ['exactly at it', [1, -1, 0, 0], ONES, [0, -0, 0, 1], [0, 1, 2]],
  ['kept from it by rounding alone', [0.1, 0.2, -0.3, 0], ONES, [5.6e-17, -2.8e-17, 3e-16, -1e-12], [0, 1]],
  ['of dead inputs and no bias', [3, 4, 5, 0], ONES.map(() => 0), [0, 0, 1e-300, 0], [0, 1, 3]],
  ['whose bias alone is tiny', [0, 0, 0, 1e-200], ONES, [1e-200, 1e-200, 1e-200, 0], [3]],
  ['whose norms overflow', [1e200, 1e200, 0, 0], ONES.map(() => 1e-200), [2, 1e-15, 0, 2], [2]],
  ['that is NaN', [1, 1, 1, 1], ONES, [NaN, NaN, NaN, NaN], []],
])('takes units %s', (_name, theta, a, z, expected) => {
  expect(kinksOf(theta, a, z)).toEqual(expected);
});

it('takes none of an activation without a kink', () => {
  const tables = new Float64Array(16);
  expect(
    takeKinks({ ...place!, activation: 'tanh' }, new Float64Array(4), new Float64Array(12), tables, 4),
  ).toEqual([]);
});
