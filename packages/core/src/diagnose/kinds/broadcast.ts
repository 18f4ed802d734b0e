import { normOf } from '../../numerics/vectors.ts';
import { forEachInSlices, slicesAlong, wideAxes } from '../evidence/slices.ts';
import { allowedResidual, explains, type SuspectTensor, wrongEntries } from '../evidence/suspect-tensor.ts';
import { gradientName } from '../evidence/words.ts';
import type { DiagnosisKind, WithOrWithoutL2 } from './diagnosis-kind.ts';

/** grad has the same value along an axis, gradapprox has not. */
export interface BroadcastDiagnosis extends WithOrWithoutL2 {
  readonly kind: 'broadcast';
  /** The axes along which it is the same. */
  readonly axes: readonly number[];
  /** What the value is of gradapprox along them; null when it is neither. */
  readonly of: 'sum' | 'mean' | null;
}

/** A sum or mean was taken over the wrong axis, and spread over it. */
export const broadcast: DiagnosisKind<BroadcastDiagnosis> = {
  kind: 'broadcast',
  evidence: 'tensor',
  identifies: 'cause',
  explain: (tensor) => {
    const { name, shape, grad, gradapprox, norms } = tensor;
    if (norms.grad === 0) return null;
    const axes = wideAxes(shape).filter(
      (axis) => isSame(tensor, grad, axis) && !isSame(tensor, gradapprox, axis),
    );
    if (axes.length === 0) return null;
    const of = relationOf(tensor, axes);
    // neither sum nor mean, and most entries right: they are equal in gradapprox, too, and the others are what is wrong
    if (of === null && 2 * wrongEntries(tensor) <= grad.length) return null;
    return { kind: 'broadcast', message: `${gradientName(name)} ${axesInWords(shape, axes, of)}`, axes, of };
  },
  explainWithoutL2: (rest) => broadcast.explain(rest),
  operation: ({ of }) => (of === null ? null : 'broadcast'), // neither sum nor mean: whatever was spread
};

const isSame = (tensor: SuspectTensor, values: Float64Array, axis: number): boolean => {
  const means = sumsAlong(values, tensor.shape, axis).map((sum) => sum / tensor.shape[axis]!);
  const size = normOf(values);
  return normOf(values.map((value, i) => value - means[i]!)) <= allowedResidual(tensor, size, 0);
};

/** What the values are of gradapprox along the axes. */
const relationOf = (tensor: SuspectTensor, axes: readonly number[]): BroadcastDiagnosis['of'] => {
  const { shape, gradapprox } = tensor;
  const sums = axes.reduce((values, axis) => sumsAlong(values, shape, axis), gradapprox);
  const count = axes.reduce((product, axis) => product * shape[axis]!, 1);
  if (explains(tensor, sums, count)) return 'sum';
  const means = sums.map((sum) => sum / count);
  return explains(tensor, means) ? 'mean' : null;
};

/** Σ over the axis, at every place along it. */
const sumsAlong = (values: Float64Array, shape: readonly number[], axis: number): Float64Array => {
  const slices = slicesAlong(shape, axis);
  const sums = new Float64Array(slices.outer * slices.inner);
  forEachInSlices(slices, (place, _slice, within) => (sums[within]! += values[place]!));
  const spread = new Float64Array(values.length);
  forEachInSlices(slices, (place, _slice, within) => (spread[place] = sums[within]!));
  return spread;
};

const axesInWords = (
  shape: readonly number[],
  axes: readonly number[],
  of: BroadcastDiagnosis['of'],
): string => {
  const consequence = of === null ? NEITHER : WORDS[of];
  if (axes.length === wideAxes(shape).length)
    return `has the same value in every entry${consequence}${of === null ? '' : ', or over all'}`;
  const where = shape.length === 2 ? (axes[0] === 0 ? 'row' : 'column') : null;
  return where === null
    ? `has the same values along ${axes.length === 1 ? 'axis' : 'axes'} ${axes.join(' and ')}${consequence}`
    : `has the same values in every ${where}${consequence}`;
};

const WORDS = {
  sum: " (the sum of the numerical gradient's): it is summed over the wrong axis",
  mean: " (the mean of the numerical gradient's): it is averaged over the wrong axis",
} as const;

/** A value that is neither may be anything. */
const NEITHER =
  ", neither the sum nor the mean of the numerical gradient's: something is summed over the wrong axis, clipped, or filled in";
