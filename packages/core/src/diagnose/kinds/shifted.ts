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
  /** Another axis along which it is moved as well; absent where there is none. */
  readonly also?: { readonly axis: number; readonly by: 1 | -1 };
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
    return alongTwoAxes(tensor);
  },
  explainWithoutL2: (rest) => shifted.explain(rest),
  operation: () => 'shifted',
};

/** grad is gradapprox moved by one along each of two axes, as an image is by a wrong padding. */
const alongTwoAxes = (tensor: SuspectTensor): ShiftedDiagnosis | null => {
  const { name, shape } = tensor;
  const axes = wideAxes(shape);
  for (const [at, axis] of axes.entries())
    for (const other of axes.slice(at + 1))
      for (const by of [1, -1] as const)
        for (const byOther of [1, -1] as const) {
          const moves = shape.map((_, k) => (k === axis ? by : k === other ? byOther : 0));
          if (!agreesWhere(tensor, pairsMoved(shape, moves))) continue;
          return {
            kind: 'shifted',
            message: `${gradientName(name)} is the numerical gradient moved by one along axis ${axis} and by one along axis ${other}: two indices are off by one, or a padding is`,
            axis,
            by,
            also: { axis: other, by: byOther },
          };
        }
  return null;
};

/** The places (in grad, in gradapprox) that moving along every axis brings together. */
function* pairsMoved(
  shape: readonly number[],
  moves: readonly number[],
): Generator<readonly [number, number], void, void> {
  const size = shape.reduce((product, length) => product * length, 1);
  for (let at = 0; at < size; at++) {
    let [rest, from, stride] = [at, 0, 1];
    let isInside = true;
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      const length = shape[axis]!;
      const index = (rest % length) - moves[axis]!;
      rest = Math.floor(rest / length);
      isInside &&= index >= 0 && index < length;
      from += index * stride;
      stride *= length;
    }
    if (isInside) yield [at, from];
  }
}

/** Whether grad agrees with the moved gradapprox where they overlap: at least two entries there aren't zero, and at least two differ where gradapprox isn't moved. */
const agrees = (tensor: SuspectTensor, slices: Slices, by: 1 | -1): boolean =>
  agreesWhere(tensor, pairsAlong(slices, by));

const agreesWhere = (tensor: SuspectTensor, pairs: Iterable<readonly [number, number]>): boolean => {
  const { grad, gradapprox, residual, norms } = tensor;
  const allowed = allowedResidual(tensor, norms.gradapprox);
  let moved = 0; // the sum of squares, in units of what is allowed
  let [mended, weighty] = [0, 0]; // entries
  for (const [at, from] of pairs) {
    moved += ((grad[at]! - gradapprox[from]!) / allowed) ** 2;
    if (!(moved <= 1)) return false;
    if (Math.abs(residual[at]!) > allowed) mended++;
    if (Math.abs(gradapprox[from]!) > allowed) weighty++;
  }
  return mended >= 2 && weighty >= 2;
};

/** The places (in grad, in gradapprox) that the shift brings together. */
function* pairsAlong(
  { outer, length, inner }: Slices,
  by: 1 | -1,
): Generator<readonly [number, number], void, void> {
  for (let o = 0; o < outer; o++) {
    const start = (o * length + Math.max(0, by)) * inner;
    const end = (o * length + length + Math.min(0, by)) * inner;
    for (let at = start; at < end; at++) yield [at, at - by * inner];
  }
}
