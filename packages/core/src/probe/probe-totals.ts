import type { Layout } from '@gradproof/flatteners';
import { largestResiduals } from '../compare/worst-entries.ts';
import type { NamedEntries } from '../contract/entries.ts';
import { blocksOf, type Shard } from '../contract/shards.ts';
import type { Aggregate, TensorTotals, Totals } from '../contract/sums.ts';
import { countWithFirst } from '../numerics/counted.ts';
import { mergeSums, sumOfSquares, type SumOfSquares, ZERO } from '../numerics/sum-of-squares.ts';
import type { ProbedTensor } from './tensor-probe.ts';

/** Of the tensor's own values, [size], block by block. */
export const sumOver = (layout: Layout, values: Float64Array, tensor: Shard): SumOfSquares =>
  blocksOf(layout, tensor)
    .map(({ start, end }) => sumOfSquares(values.subarray(start - tensor.start, end - tensor.start)))
    .reduce(mergeSums);

const squareOf = (...values: readonly number[]): SumOfSquares => sumOfSquares(Float64Array.from(values));

/** The tensor's sums: of the residual what was repaired and what the probes leave. */
export const totalsOf = (
  layout: Layout,
  grad: Float64Array,
  repaired: Float64Array,
  tensor: Shard,
  { wrongEntries, rest, bound, alone }: ProbedTensor,
  nonFinite: NamedEntries | null,
): TensorTotals => {
  const changed = grad.slice(tensor.start, tensor.end).map((g, i) => g - repaired[tensor.start + i]!);
  const residual = mergeSums(sumOver(layout, changed, tensor), squareOf(rest));
  return {
    grad: sumOver(layout, grad.subarray(tensor.start, tensor.end), tensor),
    gradapprox: sumOver(layout, repaired.subarray(tensor.start, tensor.end), tensor),
    residual,
    error: squareOf(bound),
    kinkError: ZERO,
    beyond: ZERO,
    largestError: bound,
    coordinates: alone,
    worst: largestResiduals(wrongEntries),
    nonFinite,
    unmoved: null,
  };
};

const together = (tensors: readonly TensorTotals[]): Totals => {
  const merged = (of: (totals: Totals) => SumOfSquares) => tensors.map(of).reduce(mergeSums);
  return {
    grad: merged(({ grad }) => grad),
    gradapprox: merged(({ gradapprox }) => gradapprox),
    residual: merged(({ residual }) => residual),
    error: merged(({ error }) => error),
    kinkError: ZERO,
    beyond: ZERO,
    largestError: tensors.reduce((most, { largestError }) => Math.max(most, largestError), 0),
    coordinates: tensors.reduce((sum, { coordinates }) => sum + coordinates, 0),
  };
};

/** All tensors together, as shards of them would be. */
export const aggregateOf = (
  totals: readonly TensorTotals[],
  probed: readonly ProbedTensor[],
  evaluations: number,
): Aggregate => ({
  overall: together(totals),
  tensors: totals,
  kinks: {
    at: 0,
    crossed: countWithFirst([]),
    oneSided: countWithFirst(probed.flatMap(({ kinks }) => kinks)),
  },
  sample: [],
  suspects: [],
  search: null,
  nonFiniteCost: null,
  evaluations,
});
