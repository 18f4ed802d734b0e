import { type Layout, slotAt } from '@gradproof/flatteners';
import type { Derivatives, Evaluator, NonFiniteCost } from '../contract/engine.ts';
import type {
  CoordinateEntry,
  NamedEntries,
  OneSidedEntry,
  SampledEntry,
  Suspect,
} from '../contract/entries.ts';
import { type OneSided, slopeInterval } from '../contract/one-sided.ts';
import type { CheckOptions } from '../contract/options.ts';
import { type Block, blocksOf, type Shard } from '../contract/shards.ts';
import type { StepSearch } from '../contract/step-search.ts';
import type { BlockSums, MetKinks } from '../contract/sums.ts';
import { countWithFirst } from '../numerics/counted.ts';
import { stepRounding } from '../numerics/step-rounding.ts';
import { sumOfSquares, ZERO } from '../numerics/sum-of-squares.ts';
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
  const { kinks, errorBound, search } = derivatives;
  const gradOfShard = grad.subarray(shard.start, shard.end);
  const oneSided = kinks.oneSided.map(intervalOf);
  const gradapprox = nearestGradapprox(derivatives.values, shard, gradOfShard, oneSided);
  onGradapprox?.(shard, gradapprox);
  const knownError = errorBound ?? stepRounding(theta.subarray(shard.start, shard.end), gradapprox, epsilon);
  const comparison = comparisonOf(derivatives, shard, gradOfShard, gradapprox, knownError);
  const blocks = blocksOf(layout, shard).map((block) => sumsOf(block, shard, comparison));
  return {
    shard,
    blocks,
    worst: worstEntries(layout, shard, gradOfShard, gradapprox),
    nonFiniteGradient: entriesWhere(layout, shard, (coordinate) => !Number.isFinite(grad[coordinate])),
    unmoved: entriesWhere(layout, shard, isUnmoved(derivatives, gradapprox, shard)),
    search: search ? { steps: search.steps, jumps: search.jumps, rough: search.rough } : null,
    nonFiniteCost: derivatives.nonFinite,
    kinks: { at: kinks.at, crossed: countWithFirst(kinks.coordinates), oneSided: countWithFirst(oneSided) },
    sample: sampled(sample, shard, gradapprox, knownError, oneSided),
    suspects: suspectsOf(blocks, shard, gradapprox, threshold),
    evaluations: derivatives.evaluations,
  };
};

const intervalOf = (sides: OneSided): OneSidedEntry => ({
  coordinate: sides.coordinate,
  ...slopeInterval(sides),
});

/** The derivatives; at a kink the one of those that are right which lies nearest to the gradient. NaN where one is NaN. */
const nearestGradapprox = (
  values: Float64Array,
  { start }: Shard,
  grad: Float64Array,
  oneSided: readonly OneSidedEntry[],
): Float64Array => {
  const gradapprox = Float64Array.from(values);
  for (const { coordinate, lower, upper } of oneSided) {
    const at = coordinate - start;
    gradapprox[at] = Math.min(Math.max(grad[at]!, lower), upper);
  }
  return gradapprox;
};

/** What is summed by block; each [end − start] of the shard. */
interface Comparison {
  readonly grad: Float64Array;
  readonly gradapprox: Float64Array;
  /** grad − gradapprox. */
  readonly residual: Float64Array;
  /** The same with 0 where the step crosses a kink; `residual` itself where none does. */
  readonly kinkFree: Float64Array;
  readonly knownError: Float64Array;
  /** Null where entries have no bound of their own. */
  readonly residualBeyondBound: Float64Array | null;
}

const comparisonOf = (
  { kinks, search }: Derivatives,
  { start }: Shard,
  grad: Float64Array,
  gradapprox: Float64Array,
  knownError: Float64Array,
): Comparison => {
  const residual = new Float64Array(grad.length);
  for (let i = 0; i < residual.length; i++) residual[i] = grad[i]! - gradapprox[i]!;
  const kinkFree = kinks.resolved ? residual : Float64Array.from(residual);
  if (!kinks.resolved) for (const coordinate of kinks.coordinates) kinkFree[coordinate - start] = 0;
  const residualBeyondBound = search ? beyondBoundOf(residual, knownError) : null;
  return { grad, gradapprox, residual, kinkFree, knownError, residualBeyondBound };
};

/** What of |residual| is beyond twice its bound. */
const beyondBoundOf = (residual: Float64Array, bounds: Float64Array): Float64Array =>
  residual.map((r, i) => Math.max(0, Math.abs(r) - 2 * bounds[i]!));

const sumsOf = (
  { tensor, start, end }: Block,
  shard: Shard,
  { grad, gradapprox, residual, kinkFree, knownError, residualBeyondBound }: Comparison,
): BlockSums => {
  const sum = (values: Float64Array) => sumOfSquares(values.subarray(start - shard.start, end - shard.start));
  const residuals = sum(residual);
  return {
    tensor,
    start,
    end,
    grad: sum(grad),
    gradapprox: sum(gradapprox),
    residual: residuals,
    kinkFree: kinkFree === residual ? residuals : sum(kinkFree),
    knownError: sum(knownError),
    residualBeyondBound: residualBeyondBound ? sum(residualBeyondBound) : ZERO,
  };
};

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
  gradapprox: Float64Array,
  errors: Float64Array,
  oneSided: readonly OneSidedEntry[],
): SampledEntry[] => {
  const atKink = new Set(oneSided.map(({ coordinate }) => coordinate));
  return sample
    .filter((coordinate) => coordinate >= start && coordinate < end && !atKink.has(coordinate))
    .map((coordinate) => {
      const at = coordinate - start;
      return { coordinate, gradapprox: gradapprox[at]!, error: Math.abs(errors[at]!) };
    });
};
