import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { randomDirection } from '../numerics/direction.ts';
import { createRandom } from '../numerics/random.ts';
import { findEntries, type FoundEntry, type Questions } from './find-entries.ts';

/** Wrong entries and their errors in a vector of `size`; every answer is off by up to `noise`, of which its bound is an upper limit. */
const searchFor = async (
  size: number,
  errors: ReadonlyMap<number, number>,
  { noise = 1e-9, bound, seed = 1 }: { noise?: number; bound?: number; seed?: number } = {},
) => {
  const limit = bound ?? noise;
  const random = createRandom(seed);
  const direction = randomDirection({ start: 0, end: size }, random);
  const coordinates: number[] = [];
  let evaluations = 0;
  const value = (start: number, end: number, weight: (i: number) => number) =>
    [...errors].reduce(
      (sum, [i, error]) => (i >= start && i < end ? sum + error * direction[i]! * weight(i) : sum),
      0,
    );
  const questions: Questions<FoundEntry> = {
    over: ({ start, end }, _needed, weight = () => 1) => {
      evaluations += 2;
      return Promise.resolve({ value: value(start, end, weight) + noise * (2 * random() - 1), bound: limit });
    },
    entry: (coordinate) => {
      evaluations += 2;
      const error = errors.get(coordinate);
      if (error === undefined) return Promise.resolve(null);
      coordinates.push(coordinate);
      return Promise.resolve({ coordinate, grad: error, gradapprox: 0 });
    },
    mayGoOn: () => true,
  };
  const range = { start: 0, end: size };
  const entries = await findEntries(questions, range, { value: value(0, size, () => 1), bound: limit });
  return { entries: entries.map(({ coordinate }) => coordinate).sort((a, b) => a - b), evaluations };
};

describe('the search for wrong entries', () => {
  it('finds one among a million in few evaluations, wherever it is', async () => {
    for (const place of [0, 1, 499_999, 617_283, 999_999]) {
      const { entries, evaluations } = await searchFor(1e6, new Map([[place, 0.5]]));
      expect(entries).toEqual([place]);
      expect(evaluations).toBeLessThanOrEqual(16);
    }
  });

  it('finds it by bisection where answers are too uncertain to weigh', async () => {
    const { entries, evaluations } = await searchFor(1e6, new Map([[617_283, 1]]), { noise: 0.04 });
    expect(entries).toEqual([617_283]);
    expect(evaluations).toBeLessThanOrEqual(2 * 2 * 20 + 4); // each of 20 halvings, and at most as many rests measured anew
  });

  it('finds it where it is three times the bound, so that no rest shows it', async () => {
    for (const place of [0, 400_000, 617_283, 999_999])
      for (let seed = 1; seed <= 5; seed++) {
        const { entries } = await searchFor(1e6, new Map([[place, 6]]), { noise: 0.1, bound: 1, seed });
        expect(entries).toEqual([place]);
      }
  });

  it('finds several, whatever their places and signs, and nothing else', async () => {
    const places = fc.uniqueArray(fc.nat(99_999), { minLength: 1, maxLength: 5 });
    const errors = places.chain((at) =>
      fc
        .array(fc.double({ min: 0.2, max: 2, noNaN: true }), { minLength: at.length, maxLength: at.length })
        .map((sizes) => new Map(at.map((place, k) => [place, k % 2 === 0 ? sizes[k]! : -sizes[k]!]))),
    );
    await fc.assert(
      fc.asyncProperty(errors, fc.nat(1000), async (wrong, seed) => {
        const { entries } = await searchFor(100_000, wrong, { seed });
        expect(entries).toEqual([...wrong.keys()].sort((a, b) => a - b));
      }),
      { numRuns: 100 },
    );
  });

  it('keeps what was handed down where measuring anew is less precise', async () => {
    const place = 40;
    const questions: Questions<number> = {
      over: ({ start, end }) =>
        Promise.resolve({
          value: start <= place && place < end ? 6 : 0,
          bound: end - start === 64 ? 10 : 0.1,
        }),
      entry: (coordinate) => Promise.resolve(coordinate),
      mayGoOn: () => true,
    };
    expect(await findEntries(questions, { start: 0, end: 64 }, { value: 6, bound: 1.6 })).toEqual([place]);
  });

  it('finds nothing where nothing is', async () => {
    expect((await searchFor(1000, new Map())).entries).toEqual([]);
  });
});
