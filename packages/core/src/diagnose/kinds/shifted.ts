import { type Slices, slicesAlong, wideAxes } from '../evidence/slices.ts';
import { allowedResidual, type SuspectTensor } from '../evidence/suspect-tensor.ts';
import { gradientName, sliceNames } from '../evidence/words.ts';
import type { DiagnosisKind, WithOrWithoutL2 } from './diagnosis-kind.ts';

/** grad is gradapprox moved by one, so that what stood at the edge is lost. */
export interface ShiftedDiagnosis extends WithOrWithoutL2 {
  readonly kind: 'shifted';
  /** The axis along which it is moved; null when the entries are moved in row-major order. */
  readonly axis: number | null;
  /** grad[i + by] = gradapprox[i]. */
  readonly by: 1 | -1;
}

/** An index is off by one. */
export const shifted: DiagnosisKind<ShiftedDiagnosis> = {
  kind: 'shifted',
  evidence: 'tensor',
  identifies: 'cause',
  explain: (tensor) => {
    const { name, shape, grad } = tensor;
    const flat: Slices = { axis: -1, outer: 1, length: grad.length, inner: 1 };
    const axes = wideAxes(shape).map((axis) => slicesAlong(shape, axis));
    for (const slices of axes.length === 1 ? axes : [flat, ...axes]) {
      // what loses a single entry before what loses a row
      for (const by of [1, -1] as const) {
        if (!agrees(tensor, slices, by)) continue;
        const { one, along } = slices === flat ? { one: 'entry', along: '' } : sliceNames(shape, slices.axis);
        const axis = slices === flat ? null : slices.axis;
        return {
          kind: 'shifted',
          message: `${gradientName(name)} is the numerical gradient moved by one ${one}${along}: an index is off by one`,
          axis,
          by,
        };
      }
    }
    return null;
  },
  explainWithoutL2: (rest) => shifted.explain(rest),
  operation: () => 'shifted',
};

/** Whether grad agrees with the moved gradapprox where they overlap: at least two entries there aren't zero, and at least two differ where gradapprox isn't moved. */
const agrees = (tensor: SuspectTensor, slices: Slices, by: 1 | -1): boolean => {
  const { grad, gradapprox, residual, norms } = tensor;
  const allowed = allowedResidual(tensor, norms.gradapprox);
  let moved = 0; // the sum of squares, in units of what is allowed
  let [mended, weighty] = [0, 0]; // entries
  const isMoved = everyPair(slices, by, (at, from) => {
    moved += ((grad[at]! - gradapprox[from]!) / allowed) ** 2;
    if (Math.abs(residual[at]!) > allowed) mended++;
    if (Math.abs(gradapprox[from]!) > allowed) weighty++;
    return moved <= 1;
  });
  return isMoved && mended >= 2 && weighty >= 2;
};

/** Calls `visit` with the places (in grad, in gradapprox) that the shift brings together, until it returns false. */
const everyPair = (
  { outer, length, inner }: Slices,
  by: 1 | -1,
  visit: (at: number, from: number) => boolean,
): boolean => {
  for (let o = 0; o < outer; o++) {
    const start = (o * length + Math.max(0, by)) * inner;
    const end = (o * length + length + Math.min(0, by)) * inner;
    for (let at = start; at < end; at++) if (!visit(at, at - by * inner)) return false;
  }
  return true;
};
