import { layoutOf } from '@gradproof/flatteners';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BLOCK_SIZE, blocksOf, planShards } from './shards.ts';

const layouts = fc
  .array(fc.integer({ min: 1, max: 4 * BLOCK_SIZE }), { minLength: 1, maxLength: 6 })
  .map((sizes) => layoutOf(sizes.map((size, i) => ({ name: `W${i}`, shape: [size] }))));
const sizes = fc.integer({ min: 1, max: 6 * BLOCK_SIZE });

const layout = layoutOf([
  { name: 'W1', shape: [50, 50] },
  { name: 'b1', shape: [50, 1] },
  { name: 'W2', shape: [32, 32] },
]);

describe('blocksOf', () => {
  it('cuts each tensor into runs of 1,024 and what remains, never across two tensors', () => {
    expect(blocksOf(layout)).toEqual([
      { tensor: 0, start: 0, end: 1024 },
      { tensor: 0, start: 1024, end: 2048 },
      { tensor: 0, start: 2048, end: 2500 },
      { tensor: 1, start: 2500, end: 2550 },
      { tensor: 2, start: 2550, end: 3574 },
    ]);
  });

  it('gives the blocks that begin within a shard', () => {
    expect(blocksOf(layout, { start: 1024, end: 2550 }).map(({ start }) => start)).toEqual([
      1024, 2048, 2500,
    ]);
    expect(blocksOf(layout, { start: 2500, end: 2500 })).toEqual([]);
  });
});

describe('planShards', () => {
  it('leaves out no coordinate and takes none twice, in order', () => {
    fc.assert(
      fc.property(layouts, sizes, (anyLayout, coordinates) => {
        const shards = planShards(anyLayout, coordinates);
        expect(shards[0]!.start).toBe(0);
        expect(shards.at(-1)!.end).toBe(anyLayout.size);
        expect(shards.slice(1).map(({ start }) => start)).toEqual(shards.slice(0, -1).map(({ end }) => end));
      }),
    );
  });

  it('cuts between blocks only, and cuts the blocks of the whole the same', () => {
    fc.assert(
      fc.property(layouts, sizes, (anyLayout, coordinates) => {
        const shards = planShards(anyLayout, coordinates);
        expect(shards.flatMap((shard) => blocksOf(anyLayout, shard))).toEqual(blocksOf(anyLayout));
      }),
    );
  });

  it('makes shards of about the size asked for: no smaller but for the last, and by less than a block larger', () => {
    fc.assert(
      fc.property(layouts, sizes, (anyLayout, coordinates) => {
        const lengths = planShards(anyLayout, coordinates).map(({ start, end }) => end - start);
        expect(lengths.slice(0, -1).every((length) => length >= coordinates)).toBe(true);
        expect(lengths.every((length) => length < coordinates + BLOCK_SIZE)).toBe(true);
      }),
    );
  });
});
