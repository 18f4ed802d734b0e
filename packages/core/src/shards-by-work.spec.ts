import { layoutOf } from '@gradproof/flatteners';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { BLOCK_SIZE, blocksOf, planShardsByWork } from './shards.ts';

const layout = layoutOf([
  { name: 'W1', shape: [200, 48] },
  { name: 'b1', shape: [200, 1] },
  { name: 'W2', shape: [30, 200] },
]);
const work = [
  { row: 48, operations: 1000 },
  { row: 1, operations: 0 },
  { row: 200, operations: 10 },
];

it('covers every coordinate once, in whole blocks, for any size', () => {
  const ends = new Set(blocksOf(layout).map(({ end }) => end));
  fc.assert(
    fc.property(fc.double({ min: 1, max: 1e6, noNaN: true }), (operations) => {
      const shards = planShardsByWork(layout, work, operations);
      expect(shards.map(({ start }) => start)).toEqual([0, ...shards.slice(0, -1).map(({ end }) => end)]);
      expect(shards.at(-1)!.end).toBe(layout.size);
      expect(shards.every(({ end }) => ends.has(end))).toBe(true);
    }),
  );
});

it('balances work, not coordinates, and cuts at the ends of units where blocks end there', () => {
  const [first, second] = planShardsByWork(layout, work, 60_000);
  expect(first!.end % 48).toBe(0); // 3 blocks hold 64 whole units
  expect(first!.end).toBe(3 * BLOCK_SIZE);
  expect(second!.end).toBe(6 * BLOCK_SIZE);
  expect(planShardsByWork(layout, work, 60_000)).toHaveLength(4); // the rest of W1 with all that is cheap comes last
});
