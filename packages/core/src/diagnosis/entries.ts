import { multiIndex } from '@gradproof/flatteners';
import { allowedResidual, type SuspectTensor } from './suspect-tensor.ts';
import { wideAxes } from './slices.ts';
import { normOf } from './vectors.ts';
import { counted, gradientName, indexText, listInWords, sliceNames } from './words.ts';

/** A wrong entry. */
export interface WrongEntry {
  readonly index: readonly number[];
  readonly grad: number;
  readonly gradapprox: number;
}

/** A few entries are wrong, the others are right. */
export interface EntriesDiagnosis {
  readonly kind: 'entries';
  readonly message: string;
  /** How many are wrong. */
  readonly count: number;
  /** The first of them, the largest residual first. */
  readonly entries: readonly WrongEntry[];
  /** The one slice (row, column) that holds them all, when there are several; null otherwise. */
  readonly slice: { readonly axis: number; readonly index: number } | null;
}

const LISTED = 16;

/** The fewest entries whose repair would make the tensor right: places, the largest residual first. */
const wrongPlaces = (tensor: SuspectTensor): number[] => {
  const { grad, gradapprox } = tensor;
  const residual = grad.map((g, i) => g - gradapprox[i]!);
  const places = Array.from(residual, (_, place) => place).sort(
    (a, b) => Math.abs(residual[b]!) - Math.abs(residual[a]!) || a - b,
  );
  const allowed = allowedResidual(tensor, normOf(gradapprox));
  let rest = 0;
  let wrong = places.length;
  while (wrong > 0) {
    rest = Math.hypot(rest, residual[places[wrong - 1]!]!);
    if (!(rest <= allowed)) break;
    wrong--;
  }
  return places.slice(0, wrong);
};

const commonSlice = (
  shape: readonly number[],
  indices: readonly (readonly number[])[],
): EntriesDiagnosis['slice'] => {
  if (indices.length < 2) return null;
  const axis = wideAxes(shape).find((own) => indices.every((index) => index[own] === indices[0]![own]));
  return axis === undefined ? null : { axis, index: indices[0]![axis]! };
};

/** A few entries, or entries of one row or column alone, are wrong; at most half, so that the others' being right means something. */
export const entries = (tensor: SuspectTensor): EntriesDiagnosis | null => {
  const { name, shape, grad, gradapprox } = tensor;
  const places = wrongPlaces(tensor);
  if (places.length === 0 || places.length > grad.length / 2) return null;
  const indices = places.map((place) => multiIndex(shape, place));
  const slice = commonSlice(shape, indices);
  if (places.length > LISTED && slice === null) return null;
  const listed = places.slice(0, LISTED).map((place, i) => ({
    index: indices[i]!,
    grad: grad[place]!,
    gradapprox: gradapprox[place]!,
  }));
  const where = slice === null ? '' : `, all in ${sliceNames(shape, slice.axis).one} ${slice.index}`;
  const names = listInWords(indices.map(indexText));
  return {
    kind: 'entries',
    message: `${counted(places.length, 'entry', 'entries')} of ${gradientName(name)} ${places.length === 1 ? 'is' : 'are'} wrong${where} (${names}), the other ${grad.length - places.length} right: look at what is special there`,
    count: places.length,
    entries: listed,
    slice,
  };
};
