import { slotAt, type Layout } from '@gradproof/flatteners';
import { centralDifference } from './central-difference.ts';
import type { Evaluator, NonFiniteCost } from './engine.ts';
import { sumOfSquares, type SumOfSquares } from './norms/sum-of-squares.ts';
import type { GradientSums } from './relative-difference.ts';
import { blocksOf, type Shard } from './shards.ts';
import { stepRounding } from './step-rounding.ts';
import { worstEntries, type CoordinateEntry } from './worst-entries.ts';

/** The sums of squares over one block. */
export interface BlockSums extends GradientSums {
  /** Which tensor of the layout the block lies in. */
  readonly tensor: number;
  readonly start: number;
  readonly end: number;
  /** Of grad − gradapprox, over the coordinates that cross no kink. */
  readonly firm: SumOfSquares;
  /** Of gradapprox's error because θ ± ε is rounded. */
  readonly stepRounding: SumOfSquares;
}

/** Entries of the gradient that are NaN or infinite. */
export interface NonFiniteEntries {
  readonly first: number;
  readonly entries: number;
}

/** What one shard contributes to a check. Running a shard twice gives the same result, to the last bit. */
export interface ShardResult {
  readonly shard: Shard;
  readonly blocks: readonly BlockSums[];
  /** The largest residuals of each tensor that the shard touches. */
  readonly worst: readonly CoordinateEntry[];
  /** Entries of grad in this shard that aren't finite, by tensor. */
  readonly nonFiniteGradient: Readonly<Record<number, NonFiniteEntries>>;
  readonly nonFiniteCost: NonFiniteCost | null;
  readonly kinks: { readonly at: number; readonly coordinates: readonly number[] };
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
}

const nonFiniteEntries = (layout: Layout, grad: Float64Array, shard: Shard) => {
  const found: Record<number, { first: number; entries: number }> = {};
  for (let coordinate = shard.start; coordinate < shard.end; coordinate++) {
    if (Number.isFinite(grad[coordinate])) continue;
    const tensor = layout.tensors.indexOf(slotAt(layout, coordinate));
    (found[tensor] ??= { first: coordinate, entries: 0 }).entries++;
  }
  return found;
};

/** Differentiates J numerically over the shard and compares: gradapprox, residuals, and their sums by block. */
export const checkShard = async (
  evaluator: Evaluator,
  shard: Shard,
  { layout, theta, grad, epsilon }: ShardCheck,
  signal?: AbortSignal,
): Promise<ShardResult> => {
  const differences = await evaluator.coordinateDifferences(shard, epsilon, signal);
  const gradapprox = centralDifference(differences.values, epsilon);
  const ownGrad = grad.subarray(shard.start, shard.end);
  const residual = ownGrad.map((g, i) => g - gradapprox[i]!);
  const firm = Float64Array.from(residual);
  for (const coordinate of differences.kinks.coordinates) firm[coordinate - shard.start] = 0;
  const rounding = stepRounding(theta.subarray(shard.start, shard.end), gradapprox, epsilon);

  const blocks = blocksOf(layout, shard).map(({ tensor, start, end }): BlockSums => {
    const sum = (values: Float64Array) =>
      sumOfSquares(values.subarray(start - shard.start, end - shard.start));
    return {
      tensor,
      start,
      end,
      grad: sum(ownGrad),
      gradapprox: sum(gradapprox),
      residual: sum(residual),
      firm: sum(firm),
      stepRounding: sum(rounding),
    };
  });

  return {
    shard,
    blocks,
    worst: worstEntries(layout, shard, ownGrad, gradapprox),
    nonFiniteGradient: nonFiniteEntries(layout, grad, shard),
    nonFiniteCost: differences.nonFinite,
    kinks: { at: differences.kinks.at, coordinates: differences.kinks.coordinates },
    evaluations: differences.evaluations,
  };
};
