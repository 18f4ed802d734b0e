import type { Layout } from '@gradproof/flatteners';
import type { TensorWork } from './work-model.ts';

/** How many coordinates a block has at the most: the vector is cut by its layout alone. */
export const BLOCK_SIZE = 1024;

/** A run of coordinates, start ≤ i < end. */
export interface Shard {
  readonly start: number;
  readonly end: number;
}

/** A run of at most BLOCK_SIZE coordinates of one tensor: the unit that norms are summed by. */
export interface Block extends Shard {
  /** Which tensor of the layout it lies in. */
  readonly tensor: number;
}

/** The blocks that begin in start ≤ i < end, in order. */
export const blocksOf = (layout: Layout, { start, end }: Shard = { start: 0, end: layout.size }): Block[] =>
  layout.tensors.flatMap(({ offset, size }, tensor) => {
    const blocks: Block[] = [];
    const skipped = Math.max(0, Math.ceil((start - offset) / BLOCK_SIZE));
    for (let from = offset + skipped * BLOCK_SIZE; from < Math.min(offset + size, end); from += BLOCK_SIZE) {
      blocks.push({ tensor, start: from, end: Math.min(from + BLOCK_SIZE, offset + size) });
    }
    return blocks;
  });

/** Cuts the vector into shards: runs of whole blocks of about `coordinates` each, in order, nothing left out. */
export const planShards = (layout: Layout, coordinates: number): Shard[] =>
  cut(
    layout,
    (block) => block.end - block.start,
    coordinates,
    () => true,
  );

/**
 * Cuts the vector into shards of about so many operations each, and at the ends of rows (a row is a unit's coordinates, which are
 * differentiated together) as far as the blocks allow it without shards of four times the size.
 */
export const planShardsByWork = (
  layout: Layout,
  work: readonly TensorWork[],
  operations: number,
): Shard[] => {
  const workOfBlock = ({ tensor, start, end }: Block) =>
    ((end - start) / work[tensor]!.row) * work[tensor]!.operations;
  const endsRow = ({ tensor, end }: Block) => {
    const { offset, size } = layout.tensors[tensor]!;
    return (end - offset) % work[tensor]!.row === 0 || end === offset + size;
  };
  return cut(layout, workOfBlock, operations, endsRow);
};

/** Runs of blocks whose weights add up to `weight`: cut where `isGood`, or where they come to four times as much. */
const cut = (
  layout: Layout,
  weightOf: (block: Block) => number,
  weight: number,
  isGood: (block: Block) => boolean,
): Shard[] => {
  const shards: Shard[] = [];
  let start = 0;
  let sum = 0;
  for (const block of blocksOf(layout)) {
    sum += weightOf(block);
    if (sum < weight || (!isGood(block) && sum < 4 * weight)) continue;
    shards.push({ start, end: block.end });
    start = block.end;
    sum = 0;
  }
  if (start < layout.size) shards.push({ start, end: layout.size });
  return shards;
};
