import { sizeOf } from '@gradproof/model';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { innerProduct, randomDirection } from '../numerics/direction.ts';
import { createRandom } from '../numerics/random.ts';
import { explainAlong } from './along-directions.ts';
import type { Diagnosis } from './diagnosis.ts';
import type { ExplainedAlong } from './kinds/diagnosis-kind.ts';

const DIRECTIONS = 3;

/** How far slopes are off, of a gradient whose entries are around 1: a fitted number takes some of it once more. */
const NOISE = 1e-6;
const BOUND = 4 * NOISE;

type Plant = (right: Float64Array, theta: Float64Array) => Float64Array;

/** What explains the planted gradient of a tensor along seeded directions, whose slopes are those of the right one with noise. */
const explained = (
  shape: readonly number[],
  seed: number,
  plant: Plant,
): ExplainedAlong<Diagnosis> | null => {
  const size = sizeOf(shape);
  const random = createRandom(seed);
  const numbers = () => new Float64Array(size).map(() => (random() < 0.5 ? -1 : 1) * (0.3 + random()));
  const [right, theta] = [numbers(), numbers()];
  const directions = Array.from({ length: DIRECTIONS }, () => {
    const direction = randomDirection({ start: 0, end: size }, random);
    return { direction, slope: innerProduct(right, direction) + NOISE * (2 * random() - 1), bound: BOUND };
  });
  const grad = plant(right, theta);
  return explainAlong({ name: 'W1', shape, theta, grad, place: null, directions, allowance: BOUND });
};

const transpose: Plant = (right) => right.map((_, at) => right[(at % 6) * 5 + Math.floor(at / 6)]!);

describe('an explanation along directions', () => {
  it.each<readonly [string, Plant, object]>([
    ['the sign', (right) => right.map((g) => -g), { kind: 'sign' }],
    ['a factor', (right) => right.map((g) => 5 * g), { kind: 'scale', factor: 5, name: 'n' }],
    ['a factor without a name', (right) => right.map((g) => -0.37 * g), { kind: 'scale', name: null }],
    ['a transpose', transpose, { kind: 'transposed', axes: [1, 0] }],
    ['an L2 term', (right, theta) => right.map((g, i) => g + 0.01 * theta[i]!), { kind: 'regularization' }],
  ])('sees %s, and what the numerical gradient is then', (_what, plant, expected) => {
    fc.assert(
      fc.property(fc.nat(2 ** 31), (seed) => {
        const { diagnosis, gradapprox } = explained([5, 6], seed, plant)!;
        expect(diagnosis).toMatchObject(expected);
        expect(gradapprox.every((g) => Math.abs(g) < 1.31 + 1e-3)).toBe(true); // the right one's entries are below 1.3
      }),
      { numRuns: 50 },
    );
  });

  it('tells three axes by their order', () => {
    const turned: Plant = (right) =>
      right.map((_, k) => right[((k % 2) * 3 + (Math.floor(k / 2) % 3)) * 4 + Math.floor(k / 6)]!);
    expect(explained([2, 3, 4], 7, turned)!.diagnosis).toMatchObject({ kind: 'transposed', axes: [2, 1, 0] });
  });

  it.each<readonly [string, Plant]>([
    ['nothing is wrong', (right) => right],
    ['one entry is wrong', (right) => right.with(3, right[3]! + 0.1)],
    ['half of it has the wrong sign', (right) => right.map((g, i) => (i < 15 ? -g : g))],
    ['it is nonsense', (right) => right.map((_, i) => Math.cos(i * i))],
    ['it is zero', (right) => right.map(() => 0)],
    ['it holds NaN', (right) => right.with(2, NaN)],
  ])('says nothing where %s', (_what, plant) => {
    for (let seed = 0; seed < 50; seed++) expect(explained([5, 6], seed, plant), `seed ${seed}`).toBeNull();
  });

  it('takes no factor from a single entry, but for one that is no accident', () => {
    expect(explained([1], 1, (right) => right.map((g) => 1.37 * g))).toBeNull();
    expect(explained([1], 1, (right) => right.map((g) => 2 * g))!.diagnosis).toMatchObject({ kind: 'scale', name: '2' }); // prettier-ignore
  });
});
