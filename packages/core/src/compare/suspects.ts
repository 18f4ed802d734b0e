import type { Suspect } from '../contract/entries.ts';
import type { Shard } from '../contract/shards.ts';
import type { BlockSums } from '../contract/sums.ts';
import { norm } from '../numerics/sum-of-squares.ts';

/** Whether the block alone shows a residual beyond what the threshold and gradapprox's known error allow. Written so that NaN does. */
const isSuspect = ({ grad, gradapprox, residual, knownError }: BlockSums, threshold: number): boolean => {
  const allowed = threshold * (norm(grad) + norm(gradapprox)) + norm(knownError);
  return !(norm(residual) <= allowed);
};

/**
 * The suspects of a shard. Decided by each block from itself, so that they don't depend on the sharding; a block that is none is
 * represented by grad, which agrees with its gradapprox. A tensor that is incorrect has at least one.
 */
export const suspectsOf = (
  blocks: readonly BlockSums[],
  shard: Shard,
  gradapprox: Float64Array,
  threshold: number,
): Suspect[] =>
  blocks
    .filter((block) => isSuspect(block, threshold))
    .map(({ start, end }) => ({
      start,
      gradapprox: gradapprox.slice(start - shard.start, end - shard.start),
    }));
