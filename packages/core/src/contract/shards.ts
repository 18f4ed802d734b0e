import type { Layout } from '@gradproof/flatteners';

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

/**
 * The blocks that begin in start ≤ i < end, in order.
 *
 * @param layout The vector's layout.
 * @param shard start and end; the whole vector by default.
 * @returns Blocks of one tensor each: all of BLOCK_SIZE coordinates but a tensor's last.
 */
export const blocksOf = (layout: Layout, { start, end }: Shard = { start: 0, end: layout.size }): Block[] =>
  layout.tensors.flatMap(({ offset, size }, tensor) => {
    const blocks: Block[] = [];
    const skipped = Math.max(0, Math.ceil((start - offset) / BLOCK_SIZE));
    for (let from = offset + skipped * BLOCK_SIZE; from < Math.min(offset + size, end); from += BLOCK_SIZE) {
      blocks.push({ tensor, start: from, end: Math.min(from + BLOCK_SIZE, offset + size) });
    }
    return blocks;
  });

/**
 * Whether the shard is a run of whole blocks of the vector.
 *
 * @param layout The vector's layout.
 * @param shard What may be such a run.
 * @returns False for a shard that begins or ends within a block, is empty, or ends beyond the vector.
 */
export const isWhole = (layout: Layout, { start, end }: Shard): boolean => {
  if (end > layout.size) return false;
  const blocks = blocksOf(layout, { start, end });
  return blocks[0]?.start === start && blocks.at(-1)?.end === end;
};

/**
 * Cuts the vector into shards: runs of whole blocks of about `coordinates` each, in order, nothing left out.
 *
 * @param layout The vector's layout.
 * @param coordinates How many coordinates a shard has at the least; the last may have fewer.
 * @returns The shards.
 */
export const planShards = (layout: Layout, coordinates: number): Shard[] => {
  const shards: Shard[] = [];
  let start = 0;
  for (const { end } of blocksOf(layout)) {
    if (end - start < coordinates && end < layout.size) continue;
    shards.push({ start, end });
    start = end;
  }
  return shards;
};
