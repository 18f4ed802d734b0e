import type { Layout } from '@gradproof/flatteners';
import type { CoordinateEntry, NamedEntries } from '../contract/entries.ts';
import { mergeSearches, type StepSearch } from '../contract/step-search.ts';
import {
  type Aggregate,
  type BlockSums,
  KEPT_KINKS,
  type TensorTotals,
  type Totals,
} from '../contract/sums.ts';
import { mergeCounted } from '../numerics/counted.ts';
import { mergeSums, ZERO } from '../numerics/sum-of-squares.ts';
import type { ShardResult } from './compare-shard.ts';
import { largestResiduals } from './worst-entries.ts';

/** Merges the shards' results, blocks in index order: the same bits for every sharding and every order of arrival. */
export const aggregate = (layout: Layout, results: readonly ShardResult[]): Aggregate => {
  const ordered = inOrder(layout, results);
  const blocks = ordered.flatMap((result) => result.blocks);
  const worst = ordered.flatMap((result) => result.worst);
  return {
    overall: blocks.reduce(addBlock, NO_TOTALS),
    tensors: layout.tensors.map(({ offset, size }, tensor) =>
      tensorTotals(
        ordered,
        blocks.filter((block) => block.tensor === tensor),
        worst.filter(({ coordinate }) => coordinate >= offset && coordinate < offset + size),
        tensor,
      ),
    ),
    kinks: mergeKinks(ordered),
    sample: ordered.flatMap((result) => result.sample),
    suspects: ordered.flatMap((result) => result.suspects),
    search: ordered.reduce<StepSearch | null>((all, { search }) => mergeSearches(all, search), null),
    nonFiniteCost: ordered.find((result) => result.nonFiniteCost !== null)?.nonFiniteCost ?? null,
    evaluations: ordered.reduce((sum, result) => sum + result.evaluations, 0),
  };
};

/** The sums over no coordinates. */
export const NO_TOTALS: Totals = {
  grad: ZERO,
  gradapprox: ZERO,
  residual: ZERO,
  error: ZERO,
  kinkError: ZERO,
  beyond: ZERO,
  largestError: 0,
  coordinates: 0,
};

const addBlock = (totals: Totals, block: BlockSums): Totals => ({
  grad: mergeSums(totals.grad, block.grad),
  gradapprox: mergeSums(totals.gradapprox, block.gradapprox),
  residual: mergeSums(totals.residual, block.residual),
  error: mergeSums(totals.error, block.error),
  kinkError: mergeSums(totals.kinkError, block.kinkError),
  beyond: mergeSums(totals.beyond, block.beyond),
  largestError: Math.max(totals.largestError, block.largestError),
  coordinates: totals.coordinates + block.end - block.start,
});

/** The results in the order of their shards, once each. Throws unless together they cover every coordinate exactly once. */
const inOrder = (layout: Layout, results: readonly ShardResult[]): ShardResult[] => {
  const byStart = new Map(results.map((result) => [result.shard.start, result]));
  const ordered = [...byStart.values()].sort((a, b) => a.shard.start - b.shard.start);
  let covered = 0;
  for (const { shard } of ordered) {
    if (shard.start !== covered) {
      throw new Error(
        `The shards don't fit together: one begins at ${shard.start}, the one before ended at ${covered}.`,
      );
    }
    covered = shard.end;
  }
  if (covered !== layout.size) throw new Error(`The shards end at ${covered} of ${layout.size} coordinates.`);
  return ordered;
};

const mergeEntries = (entries: readonly NamedEntries[]): NamedEntries | null =>
  entries.length === 0
    ? null
    : { first: entries[0]!.first, entries: entries.reduce((sum, part) => sum + part.entries, 0) };

const tensorTotals = (
  ordered: readonly ShardResult[],
  blocks: readonly BlockSums[],
  worst: CoordinateEntry[],
  tensor: number,
): TensorTotals => ({
  ...blocks.reduce(addBlock, NO_TOTALS),
  worst: largestResiduals(worst),
  nonFinite: mergeEntries(ordered.flatMap((result) => result.nonFiniteGradient[tensor] ?? [])),
  unmoved: mergeEntries(ordered.flatMap((result) => result.unmoved[tensor] ?? [])),
});

const mergeKinks = (ordered: readonly ShardResult[]): Aggregate['kinks'] => ({
  at: ordered.reduce((most, result) => Math.max(most, result.kinks.at), 0),
  crossed: mergeCounted(ordered.map(({ kinks }) => kinks.crossed)),
  oneSided: mergeCounted(
    ordered.map(({ kinks }) => kinks.oneSided),
    KEPT_KINKS,
  ),
});
