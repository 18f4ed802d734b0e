import { multiIndex } from '@gradproof/flatteners';
import { normOf } from '../../numerics/vectors.ts';
import { slicesAlong, wideAxes } from '../evidence/slices.ts';
import { allowedResidual, isNearlyNothing, type SuspectTensor } from '../evidence/suspect-tensor.ts';
import { counted, gradientName, indexText, listInWords, sliceNames } from '../evidence/words.ts';
import type { DiagnosisBase, DiagnosisKind } from './diagnosis-kind.ts';

/** A wrong entry. */
export interface WrongEntry {
  readonly index: readonly number[];
  readonly grad: number;
  readonly gradapprox: number;
}

/** A few entries are wrong, the others are right. */
export interface EntriesDiagnosis extends DiagnosisBase {
  readonly kind: 'entries';
  /** How many are wrong. */
  readonly count: number;
  /** The first of them, the largest residual first. */
  readonly entries: readonly WrongEntry[];
  /** The one slice (row, column) that holds them all, when there are several; null otherwise. */
  readonly slice: { readonly axis: number; readonly index: number } | null;
}

/** So many are listed; more only where they lie in one slice. */
const LISTED = 16;

/** The 2⁻²⁵ that float32 rounds by, with room: what is computed in float64 comes nearer. */
const FEW_DIGITS = 1e-9;

/** A few entries are wrong; at most half, so that it is evidence that the others are right. */
export const entries: DiagnosisKind<EntriesDiagnosis> = {
  kind: 'entries',
  evidence: 'tensor',
  identifies: 'entries',
  explain: (tensor) => {
    const places = wrongPlaces(tensor);
    if (places.length === 0 || haveFewDigits(tensor, places)) return null;
    const slice = commonSlice(tensor.shape, places);
    return places.length > LISTED && slice === null ? null : diagnosisOf(tensor, places, slice);
  },
  label: ({ count }) => counted(count, 'entry', 'entries'),
};

/** The fewest entries whose repair would make the tensor right: places, the largest residual first; none where it takes more than half. */
const wrongPlaces = (tensor: SuspectTensor): number[] => {
  const { residual, norms } = tensor;
  const sizes = residual.map(Math.abs);
  const ascending = sizes.toSorted();
  const allowed = allowedResidual(tensor, norms.gradapprox);
  let right = 0;
  let rest = 0; // of squares, in units of what is allowed
  while (right < ascending.length) {
    rest += (ascending[right]! / allowed) ** 2;
    if (!(rest <= 1)) break;
    right++;
  }
  if (right < sizes.length / 2) return [];
  const least = ascending[right] ?? Infinity;
  const places: number[] = [];
  for (let place = 0; place < sizes.length; place++) if (sizes[place]! >= least) places.push(place);
  return places.sort((a, b) => sizes[b]! - sizes[a]!);
};

/** Whether all entries have the precision of float32, which shows in the largest first: the wrong ones are off by no more than that, and the others by more than float64's. */
const haveFewDigits = ({ residual, gradapprox, norms }: SuspectTensor, wrong: readonly number[]): boolean => {
  if (!wrong.every((place) => isNearlyNothing(residual[place]!, gradapprox[place]!))) return false;
  const others = residual.slice();
  for (const place of wrong) others[place] = 0;
  return normOf(others) > FEW_DIGITS * norms.gradapprox;
};

const commonSlice = (shape: readonly number[], places: readonly number[]): EntriesDiagnosis['slice'] => {
  if (places.length < 2) return null;
  const first = multiIndex(shape, places[0]!);
  const axis = wideAxes(shape).find((candidate) => {
    const { length, inner } = slicesAlong(shape, candidate);
    return places.every((place) => Math.floor(place / inner) % length === first[candidate]);
  });
  return axis === undefined ? null : { axis, index: first[axis]! };
};

const numberedSlice = (
  shape: readonly number[],
  { axis, index }: NonNullable<EntriesDiagnosis['slice']>,
): string => {
  const { one, along } = sliceNames(shape, axis);
  return `${one} ${index}${along}`;
};

/** `places`: of the wrong entries in the tensor, the largest residual first. */
const diagnosisOf = (
  { name, shape, grad, gradapprox }: SuspectTensor,
  places: readonly number[],
  slice: EntriesDiagnosis['slice'],
): EntriesDiagnosis => {
  const listed = places.slice(0, LISTED).map((place) => ({
    index: multiIndex(shape, place),
    grad: grad[place]!,
    gradapprox: gradapprox[place]!,
  }));
  const where = slice === null ? '' : `, all in ${numberedSlice(shape, slice)}`;
  const names = listInWords(
    listed.map(({ index }) => indexText(index)),
    places.length,
  );
  return {
    kind: 'entries',
    message: `${counted(places.length, 'entry', 'entries')} of ${gradientName(name)} ${places.length === 1 ? 'is' : 'are'} wrong${where} (${names}), the other ${grad.length - places.length} right: look at what is special there`,
    count: places.length,
    entries: listed,
    slice,
  };
};
