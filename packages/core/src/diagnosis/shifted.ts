import { slicesAlong, wideAxes, type Slices } from './slices.ts';
import { allowedResidual, type SuspectTensor } from './suspect-tensor.ts';
import { normOf } from './vectors.ts';
import { gradientName, sliceNames } from './words.ts';

/** grad is gradapprox moved by one, so that what stood at the edge is lost. */
export interface ShiftedDiagnosis {
  readonly kind: 'shifted';
  readonly message: string;
  /** The axis along which it is moved; null when the entries are moved in row-major order. */
  readonly axis: number | null;
  /** grad[i + by] = gradapprox[i]. */
  readonly by: 1 | -1;
}

/** Pairs of places (in grad, in gradapprox) that the shift brings together. */
const overlap = ({ outer, length, inner }: Slices, by: 1 | -1): [at: number, from: number][] => {
  const pairs: [number, number][] = [];
  for (let o = 0; o < outer; o++)
    for (let slice = Math.max(0, by); slice < length + Math.min(0, by); slice++)
      for (let n = 0; n < inner; n++) {
        const at = (o * length + slice) * inner + n;
        pairs.push([at, at - by * inner]);
      }
  return pairs;
};

/** Whether grad agrees with the moved gradapprox where both are, in two entries that count, and would not unmoved. */
const agrees = (tensor: SuspectTensor, slices: Slices, by: 1 | -1): boolean => {
  const { grad, gradapprox } = tensor;
  const pairs = overlap(slices, by);
  const residualOf = (value: (at: number, from: number) => number) =>
    normOf(Float64Array.from(pairs, ([at, from]) => grad[at]! - value(at, from)));
  const allowed = allowedResidual(tensor, normOf(gradapprox));
  return (
    residualOf((_at, from) => gradapprox[from]!) <= allowed &&
    residualOf((at) => gradapprox[at]!) > allowed &&
    pairs.filter(([, from]) => Math.abs(gradapprox[from]!) > allowed).length >= 2
  );
};

/** An index is off by one. */
export const shifted = (tensor: SuspectTensor): ShiftedDiagnosis | null => {
  const { name, shape, grad } = tensor;
  const flat: Slices = { axis: -1, outer: 1, length: grad.length, inner: 1 };
  const axes = wideAxes(shape).map((axis) => slicesAlong(shape, axis));
  for (const slices of axes.length === 1 ? axes : [flat, ...axes]) {
    // what loses a single entry before what loses a row
    for (const by of [1, -1] as const) {
      if (!agrees(tensor, slices, by)) continue;
      const { one } = slices === flat ? { one: 'entry' } : sliceNames(shape, slices.axis);
      const axis = slices === flat ? null : slices.axis;
      return {
        kind: 'shifted',
        message: `${gradientName(name)} is the numerical gradient moved by one ${one}: an index is off by one`,
        axis,
        by,
      };
    }
  }
  return null;
};
