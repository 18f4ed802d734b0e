import { type Layout, slotAt } from '@gradproof/flatteners';
import type { Derivatives, Evaluator, NonFiniteCost } from '../contract/engine.ts';
import type {
  CoordinateEntry,
  NamedEntries,
  OneSidedEntry,
  SampledEntry,
  Suspect,
} from '../contract/entries.ts';
import type { OneSided } from '../contract/one-sided.ts';
import type { CheckOptions } from '../contract/options.ts';
import { type Block, blocksOf, type Shard } from '../contract/shards.ts';
import type { StepSearch } from '../contract/step-search.ts';
import { type BlockSums, KEPT_KINKS, type MetKinks } from '../contract/sums.ts';
import { countWithFirst } from '../numerics/counted.ts';
import { sumOfSquares, ZERO } from '../numerics/sum-of-squares.ts';
import { type Comparison, comparisonOf } from './comparison.ts';
import { suspectsOf } from './suspects.ts';
import { worstEntries } from './worst-entries.ts';

/** What one shard contributes to a check. Running a shard twice gives the same result, to the last bit. */
export interface ShardResult {
  readonly shard: Shard;
  readonly blocks: readonly BlockSums[];
  /** The largest residuals of each tensor that the shard touches. */
  readonly worst: readonly CoordinateEntry[];
  /** Entries of grad in this shard that aren't finite, by tensor. */
  readonly nonFiniteGradient: Readonly<Record<number, NamedEntries>>;
  /** Coordinates that J doesn't change with, by tensor. */
  readonly unmoved: Readonly<Record<number, NamedEntries>>;
  /** What the search for steps found; null where the step was given. */
  readonly search: StepSearch | null;
  readonly nonFiniteCost: NonFiniteCost | null;
  readonly kinks: MetKinks;
  /** gradapprox at the coordinates of the control's sample that lie in the shard; those at a kink are left out. */
  readonly sample: readonly SampledEntry[];
  /** gradapprox over the blocks whose gradient disagrees with it, for the diagnosis. */
  readonly suspects: readonly Suspect[];
  readonly evaluations: number;
}

/** What a check of one shard needs besides the evaluator. */
export interface ShardCheck {
  readonly layout: Layout;
  /** θ, [P]. */
  readonly theta: Float64Array;
  /** The gradient to be checked, [P]. */
  readonly grad: Float64Array;
  readonly epsilon: number;
  /** The largest difference that is called correct. */
  readonly threshold: number;
  /** Coordinates whose gradapprox is in the result, for the control. */
  readonly sample?: readonly number[];
  /** Called with gradapprox, [end − start]. */
  readonly onGradapprox?: CheckOptions['onGradapprox'] | undefined;
}

/** Differentiates J numerically over the shard and compares. */
export const checkShard = async (
  evaluator: Evaluator,
  shard: Shard,
  check: ShardCheck,
  signal?: AbortSignal,
): Promise<ShardResult> =>
  compareDerivatives(await evaluator.derivatives(shard, check.epsilon, signal), shard, check);

/** Compares the gradient with the shard's derivatives: gradapprox, residuals, and their sums by block. */
export const compareDerivatives = (
  derivatives: Derivatives,
  shard: Shard,
  { layout, theta, grad, epsilon, threshold, sample = [], onGradapprox }: ShardCheck,
): ShardResult => {
  const { kinks, search } = derivatives;
  const comparison = comparisonOf(derivatives, { shard, theta, grad, epsilon });
  const { gradapprox } = comparison;
  onGradapprox?.(shard, gradapprox);
  const blocks = blocksOf(layout, shard);
  const suspects = suspectsOf(blocks, shard, comparison, threshold);
  const isSuspect = new Set(suspects.map(({ start }) => start));
  const oneSided = kinks.oneSided.map(slopesOf);
  return {
    shard,
    blocks: blocks.map((block) => sumsOf(block, shard, comparison, isSuspect.has(block.start))),
    worst: worstEntries(layout, shard, comparison.grad, gradapprox),
    nonFiniteGradient: entriesWhere(layout, shard, (coordinate) => !Number.isFinite(grad[coordinate])),
    unmoved: entriesWhere(layout, shard, isUnmoved(derivatives, gradapprox, shard)),
    search: search ? { steps: search.steps, jumps: search.jumps, rough: search.rough } : null,
    nonFiniteCost: derivatives.nonFinite,
    kinks: {
      at: kinks.at,
      crossed: countWithFirst(kinks.coordinates),
      oneSided: countWithFirst(oneSided, KEPT_KINKS),
    },
    sample: sampled(sample, shard, comparison, kinks.oneSided),
    suspects,
    evaluations: derivatives.evaluations,
  };
};

const slopesOf = ({ coordinate, lower, upper }: OneSided): OneSidedEntry => ({
  coordinate,
  lower: lower.slope,
  upper: upper.slope,
});

/** The sums of a block. What can't be had counts as 0, with an infinite error; but the residual, which is what is shown, is NaN then. */
const sumsOf = (
  { tensor, start, end }: Block,
  shard: Shard,
  { grad, gradapprox, residual, error, kinkError, beyond }: Comparison,
  isSuspect: boolean,
): BlockSums => {
  const part = (values: Float64Array) => values.subarray(start - shard.start, end - shard.start);
  const sum = (values: Float64Array) => sumOfSquares(part(values));
  return {
    tensor,
    start,
    end,
    grad: sum(grad),
    gradapprox: sumOfSquares(part(gradapprox).map(finiteOrZero)),
    residual: sum(residual),
    error: sum(error),
    kinkError: sum(kinkError),
    beyond: isSuspect ? ZERO : sum(beyond),
    largestError: part(error).reduce((most, e) => (e < Infinity ? Math.max(most, e) : most), 0),
  };
};

const finiteOrZero = (value: number): number => (Number.isFinite(value) ? value : 0);

/** How many coordinates of the shard there are, and the first, where something holds: by tensor. */
const entriesWhere = (
  layout: Layout,
  shard: Shard,
  holds: (coordinate: number) => boolean,
): Record<number, NamedEntries> => {
  const entries: Record<number, { first: number; entries: number }> = {};
  for (let coordinate = shard.start; coordinate < shard.end; coordinate++) {
    if (!holds(coordinate)) continue;
    const tensor = layout.tensors.indexOf(slotAt(layout, coordinate));
    (entries[tensor] ??= { first: coordinate, entries: 0 }).entries++;
  }
  return entries;
};

/** Where J doesn't change: every increment is exactly 0, or J was the same at every step that was tried. */
const isUnmoved = ({ search }: Derivatives, gradapprox: Float64Array, { start }: Shard) => {
  if (!search) return (coordinate: number) => gradapprox[coordinate - start] === 0;
  const constant = new Set(search.constant);
  return (coordinate: number) => constant.has(coordinate);
};

/** The control's sample within the shard; what stands at a kink is left out. */
const sampled = (
  sample: readonly number[],
  { start, end }: Shard,
  { gradapprox, error }: Comparison,
  oneSided: readonly OneSided[],
): SampledEntry[] => {
  const atKink = new Set(oneSided.map(({ coordinate }) => coordinate));
  return sample
    .filter((coordinate) => coordinate >= start && coordinate < end && !atKink.has(coordinate))
    .map((coordinate) => {
      const at = coordinate - start;
      return { coordinate, gradapprox: gradapprox[at]!, error: error[at]! };
    });
};
