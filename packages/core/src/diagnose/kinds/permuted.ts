import { createRandom } from '../../numerics/random.ts';
import { forEachInSlices, sliceNorms, type Slices, slicesAlong, wideAxes } from '../evidence/slices.ts';
import { allowedResidual, explains, isRearranged, type SuspectTensor } from '../evidence/suspect-tensor.ts';
import { gradientName, sliceNames } from '../evidence/words.ts';
import type { DiagnosisKind, WithOrWithoutL2 } from './diagnosis-kind.ts';

/** grad holds gradapprox's slices along an axis (rows, columns) in another order. */
export interface PermutedDiagnosis extends WithOrWithoutL2 {
  readonly kind: 'permuted';
  /** 0: rows are permuted, 1: columns. */
  readonly axis: number;
  /** How many slices are at the place of another. */
  readonly moved: number;
  /** The first of them: the slice `at` of the gradient is the slice `from` of the numerical gradient. */
  readonly slices: readonly { readonly at: number; readonly from: number }[];
}

/** So many of the moved slices are listed. */
const LISTED = 10;

/** Rows, columns or other slices are in another order than those of gradapprox. */
export const permuted: DiagnosisKind<PermutedDiagnosis> = {
  kind: 'permuted',
  evidence: 'tensor',
  identifies: 'cause',
  explain: (tensor) => {
    const { name, shape } = tensor;
    if (!isRearranged(tensor)) return null;
    for (const axis of wideAxes(shape)) {
      const slices = slicesAlong(shape, axis);
      const order = likelyOrder(tensor, slices);
      if (!explains(tensor, reordered(tensor, slices, order))) continue;
      const moved = order.flatMap((from, at) => (from === at ? [] : [at]));
      return {
        kind: 'permuted',
        message: `${gradientName(name)} is the numerical gradient, but its ${meaningOf(sliceNames(shape, axis), order, moved)}`,
        axis,
        moved: moved.length,
        slices: moved.slice(0, LISTED).map((at) => ({ at, from: order[at]! })),
      };
    }
    return null;
  },
  explainWithoutL2: (rest) => permuted.explain(rest),
  operation: () => 'permuted',
};

/** For each slice of grad the slice of gradapprox that it is likely to be: those not at their place, in order of their signatures. */
const likelyOrder = (tensor: SuspectTensor, slices: Slices): number[] => {
  const allowed = allowedResidual(tensor, tensor.norms.gradapprox);
  const isSettled = Array.from(sliceNorms(tensor.residual, slices), (size) => size <= allowed);
  const unsettled = isSettled.flatMap((settled, slice) => (settled ? [] : [slice]));
  const sorted = (values: Float64Array) => {
    const keys = signatures(values, slices);
    return unsettled.toSorted((a, b) => keys[a]! - keys[b]!);
  };
  const order = isSettled.map((_, slice) => slice);
  const from = sorted(tensor.gradapprox);
  sorted(tensor.grad).forEach((slice, rank) => (order[slice] = from[rank]!));
  return order;
};

/** Σ weight·entry per slice with the same random weights: equal slices give equal numbers, others don't. */
const signatures = (values: Float64Array, slices: Slices): Float64Array => {
  const random = createRandom(1);
  const weights = Float64Array.from({ length: slices.outer * slices.inner }, () => 0.5 + random());
  const sums = new Float64Array(slices.length);
  forEachInSlices(slices, (place, slice, within) => (sums[slice]! += weights[within]! * values[place]!));
  return sums;
};

const reordered = ({ gradapprox }: SuspectTensor, slices: Slices, order: readonly number[]): Float64Array => {
  const { inner } = slices;
  const moved = new Float64Array(gradapprox.length);
  forEachInSlices(
    slices,
    (place, slice) => (moved[place] = gradapprox[place + (order[slice]! - slice) * inner]!),
  );
  return moved;
};

const meaningOf = (
  { more, along }: ReturnType<typeof sliceNames>,
  order: readonly number[],
  moved: readonly number[],
): string => {
  const { length } = order;
  if (moved.length === 2) return `${more} ${moved[0]} and ${moved[1]}${along} are swapped`;
  const all = `${more}${along} are`;
  if (order.every((from, at) => from === length - 1 - at)) return `${all} in reverse order`;
  const shift = (order[0]! + length) % length;
  if (order.every((from, at) => from === (at + shift) % length)) {
    const steps = Math.min(shift, length - shift);
    return `${all} rolled by ${steps}${steps === 1 ? ': an index is off by one' : ''}`;
  }
  return `${all} in another order (${moved.length} of ${length} moved)`;
};
