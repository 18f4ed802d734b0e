import type { Suspect } from '../contract/entries.ts';
import type { Block, Shard } from '../contract/shards.ts';
import { norm, sumOfSquares } from '../numerics/sum-of-squares.ts';
import type { Comparison } from './comparison.ts';

/**
 * An entry that is off by more than this part of itself, beyond its error, is worth a look though the norm allows it: it has
 * lost its sign, or its second digit. (Findings name such entries.)
 */
export const NOTABLE = 1e-2;

/** Whether the entry differs by more than its error explains, and by a notable part of itself. */
export const isNotable = (grad: number, gradapprox: number, error: number): boolean =>
  Math.abs(grad - gradapprox) - error > NOTABLE * Math.max(Math.abs(grad), Math.abs(gradapprox));

/** Whether the block shows by itself a residual beyond what the threshold and the error of gradapprox allow, or an entry that is notable. */
const isSuspect = (
  { grad, gradapprox, beyond, error }: Comparison,
  threshold: number,
  from: number,
  until: number,
): boolean => {
  const normOf = (values: Float64Array) => norm(sumOfSquares(values.subarray(from, until)));
  const off = normOf(beyond);
  if (!(off < Infinity && off <= threshold * (normOf(grad) + normOf(gradapprox)))) return true; // NaN is suspect
  for (let i = from; i < until; i++) if (isNotable(grad[i]!, gradapprox[i]!, error[i]!)) return true;
  return false;
};

/**
 * The suspects of a shard. Decided by each block from itself, so that they don't depend on the sharding; a block that is none is
 * represented by grad, which agrees with its gradapprox. A tensor that is refuted has at least one: norms of parts that are within the
 * threshold add up to one that is (Minkowski).
 */
export const suspectsOf = (
  blocks: readonly Block[],
  shard: Shard,
  comparison: Comparison,
  threshold: number,
): Suspect[] =>
  blocks.flatMap(({ start, end }) => {
    const [from, until] = [start - shard.start, end - shard.start];
    if (!isSuspect(comparison, threshold, from, until)) return [];
    const { gradapprox, error } = comparison;
    return [{ start, gradapprox: gradapprox.slice(from, until), error: error.slice(from, until) }];
  });
