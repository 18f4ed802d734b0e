import { multiIndex } from '@gradproof/flatteners';
import { largestOf, normOf } from '../../numerics/vectors.ts';
import { type CommonOfEntries, commonInWords, commonOf } from '../evidence/common-of-entries.ts';
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

/** Some entries are wrong, the others are right. */
export interface EntriesDiagnosis extends DiagnosisBase {
  readonly kind: 'entries';
  /** How many are wrong. */
  readonly count: number;
  /** The first of them, the largest residual first. */
  readonly entries: readonly WrongEntry[];
  /** The one slice (row, column) that holds them all, when there are several; null otherwise. */
  readonly slice: { readonly axis: number; readonly index: number } | null;
  /** What the wrong ones have in common, and the others have not; absent in a report of an older version. */
  readonly common?: CommonOfEntries;
}

/** So many are listed. */
const LISTED = 16;

/** More than a few are wrong entries of a tensor that is right where the least of them exceeds the others' residuals by this factor: mistakes that are everywhere leave no gap. */
const GAP = 10;

/** The others' residuals are at most this part of the largest entry: what noise hides is not called right. */
const RIGHT = 1e-3;

/** So many of the others aren't zero, then: a right 0 is no evidence. */
const LEAST_RIGHT = 2;

/** The 2⁻²⁵ that float32 rounds by, with room: what is computed in float64 comes nearer. */
const FEW_DIGITS = 1e-9;

/** Some entries are wrong; at most half, or it must be seen that the others are right. */
export const entries: DiagnosisKind<EntriesDiagnosis> = {
  kind: 'entries',
  evidence: 'tensor',
  identifies: 'entries',
  explain: (tensor) => {
    const divided = divide(tensor);
    const { wrong } = divided;
    if (wrong.length === 0 || wrong.length === tensor.grad.length || haveFewDigits(tensor, wrong))
      return null;
    if (divided.largestRight > RIGHT * largestOf(tensor.gradapprox)) return null;
    const slice = commonSlice(tensor.shape, wrong);
    const isFew = 2 * wrong.length <= tensor.grad.length && (wrong.length <= LISTED || slice !== null);
    return isFew || isSeen(tensor, divided) ? diagnosisOf(tensor, divided, slice) : null;
  },
  label: ({ count }) => counted(count, 'entry', 'entries'),
};

/** A tensor's entries by what takes the fewest repairs to make it right. */
interface Divided {
  /** Places, the largest residual first. */
  readonly wrong: readonly number[];
  /** The least of their residuals, and the largest of the others'. */
  readonly least: number;
  readonly largestRight: number;
}

const divide = (tensor: SuspectTensor): Divided => {
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
  const least = ascending[right] ?? Infinity;
  const wrong: number[] = [];
  for (let place = 0; place < sizes.length; place++) if (sizes[place]! >= least) wrong.push(place);
  wrong.sort((a, b) => sizes[b]! - sizes[a]!);
  return { wrong, least, largestRight: ascending[sizes.length - wrong.length - 1] ?? 0 };
};

/** Whether it is evident that the others are right, however few they are. */
const isSeen = (tensor: SuspectTensor, { wrong, least, largestRight }: Divided): boolean => {
  const { gradapprox, norms } = tensor;
  const allowed = allowedResidual(tensor, norms.gradapprox);
  const isWrong = new Set(wrong);
  const right = gradapprox.filter((a, place) => !isWrong.has(place) && Math.abs(a) > allowed);
  return right.length >= LEAST_RIGHT && least >= GAP * largestRight;
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

const diagnosisOf = (
  tensor: SuspectTensor,
  divided: Divided,
  slice: EntriesDiagnosis['slice'],
): EntriesDiagnosis => {
  const { shape, grad, gradapprox } = tensor;
  const { wrong } = divided;
  const listed = wrong.slice(0, LISTED).map((place) => ({
    index: multiIndex(shape, place),
    grad: grad[place]!,
    gradapprox: gradapprox[place]!,
  }));
  const common = commonOf(tensor, wrong);
  const message = messageOf(tensor, divided, slice, common);
  return { kind: 'entries', message, count: wrong.length, entries: listed, slice, common };
};

const messageOf = (
  tensor: SuspectTensor,
  divided: Divided,
  slice: EntriesDiagnosis['slice'],
  common: CommonOfEntries,
): string => {
  const { name, shape, grad } = tensor;
  const { wrong } = divided;
  const inSlice = slice === null ? '' : `, all in ${numberedSlice(shape, slice)}`;
  const names = listInWords(
    wrong.slice(0, LISTED).map((place) => indexText(multiIndex(shape, place))),
    wrong.length,
  );
  const alike = commonInWords(common, tensor, wrong);
  const look = alike === '' ? ': look at what is special there' : '';
  return `${wrong.length} of ${counted(grad.length, 'entry', 'entries')} of ${gradientName(name)} ${wrong.length === 1 ? 'is' : 'are'} wrong${inSlice}${alike} (${names}), ${othersInWords(tensor, divided)}${look}`;
};

/** "the other 9 right to 1e-10": to how much of the largest entry, as a power of ten. */
const othersInWords = ({ grad, gradapprox }: SuspectTensor, { wrong, largestRight }: Divided): string => {
  const others = grad.length - wrong.length;
  const part = largestRight / largestOf(gradapprox);
  const digits = part > 0 && part < 1 ? ` to 1e${Math.ceil(Math.log10(part))}` : '';
  return `the other ${others} right${digits}`;
};
