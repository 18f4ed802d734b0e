import { multiIndex } from '@gradproof/flatteners';
import { factorOf } from '../../numerics/vectors.ts';
import { forEachInSlices, slicesAlong, wideAxes } from './slices.ts';
import { allowedResidual, type SuspectTensor } from './suspect-tensor.ts';
import { counted, numberInWords, sliceNames } from './words.ts';

/** What wrong entries have in common; null where that is nothing. */
export interface CommonOfEntries {
  /** They are all entries of several slices (rows): along which axis, and how many. */
  readonly slices: { readonly axis: number; readonly count: number } | null;
  /** Where they are and no others that show a mistake. */
  readonly where: keyof typeof PLACES | null;
  /** What grad has there: 0, −gradapprox, or a multiple of it. */
  readonly holds: 'zero' | 'sign' | 'scale' | null;
}

/** What may hold of a place and of no other. `least`: so many entries show it, right and wrong together, or it may be chance (2⁻⁸ for signs). */
const PLACES = {
  'zero-parameter': { words: 'where the parameter is 0', least: 3 },
  'negative-parameter': { words: 'where the parameter is negative', least: 8 },
  'positive-parameter': { words: 'where the parameter is positive', least: 8 },
  diagonal: { words: 'on the diagonal', least: 4 },
  'off-diagonal': { words: 'off the diagonal', least: 4 },
  'above-diagonal': { words: 'above the diagonal', least: 8 },
  'below-diagonal': { words: 'below the diagonal', least: 8 },
} as const;

/** Whether each place of PLACES holds an entry; `row` and `column` are null where the tensor is no matrix. */
const HOLDS: Readonly<
  Record<keyof typeof PLACES, (theta: number, row: number | null, column: number | null) => boolean>
> = {
  'zero-parameter': (theta) => theta === 0,
  'negative-parameter': (theta) => theta < 0,
  'positive-parameter': (theta) => theta > 0,
  diagonal: (_, row, column) => row !== null && row === column,
  'off-diagonal': (_, row, column) => row !== null && row !== column,
  'above-diagonal': (_, row, column) => row !== null && row < column!,
  'below-diagonal': (_, row, column) => row !== null && row > column!,
};

/** What the wrong entries, at these places, have in common. */
export const commonOf = (tensor: SuspectTensor, places: readonly number[]): CommonOfEntries => ({
  slices: slicesOf(tensor, places),
  where: whereOf(tensor, places),
  holds: heldBy(tensor, places),
});

/** Several slices along an axis that hold nothing but wrong entries, and all of these; null where there are none. */
const slicesOf = ({ shape }: SuspectTensor, places: readonly number[]): CommonOfEntries['slices'] => {
  const axes = wideAxes(shape);
  if (axes.length < 2) return null;
  const isWrong = new Set(places);
  for (const axis of axes) {
    const slices = slicesAlong(shape, axis);
    const wrong = new Uint32Array(slices.length);
    forEachInSlices(slices, (place, slice) => (wrong[slice]! += isWrong.has(place) ? 1 : 0));
    const count = wrong.filter((entries) => entries > 0).length;
    const isAll = wrong.every((entries) => entries === 0 || entries === slices.outer * slices.inner);
    if (isAll && count > 1 && count < slices.length) return { axis, count };
  }
  return null;
};

const whereOf = (
  { shape, theta, gradapprox, ...tensor }: SuspectTensor,
  places: readonly number[],
): CommonOfEntries['where'] => {
  const isWrong = new Set(places);
  const allowed = allowedResidual({ shape, theta, gradapprox, ...tensor }, tensor.norms.gradapprox);
  // what is 0 in both gradients shows nothing
  const shown = Array.from(theta.keys()).filter(
    (place) => isWrong.has(place) || Math.abs(gradapprox[place]!) > allowed,
  );
  if (shown.length === places.length) return null;
  for (const where of Object.keys(PLACES) as (keyof typeof PLACES)[]) {
    if (shown.length < PLACES[where].least) continue;
    const isThere = (place: number) => {
      const [row, column] = shape.length === 2 ? multiIndex(shape, place) : [];
      return HOLDS[where](theta[place]!, row ?? null, column ?? null);
    };
    if (shown.every((place) => isThere(place) === isWrong.has(place))) return where;
  }
  return null;
};

const heldBy = (tensor: SuspectTensor, places: readonly number[]): CommonOfEntries['holds'] => {
  const at = (values: Float64Array) => Float64Array.from(places, (place) => values[place]!);
  const [grad, gradapprox] = [at(tensor.grad), at(tensor.gradapprox)];
  if (grad.every((g) => g === 0)) return 'zero';
  const allowed = allowedResidual(tensor, tensor.norms.gradapprox);
  const isTimes = (factor: number) => grad.every((g, k) => Math.abs(g - factor * gradapprox[k]!) <= allowed);
  if (isTimes(-1)) return 'sign';
  return grad.length > 1 && isTimes(factorOf(grad, gradapprox)) ? 'scale' : null;
};

/** ", 3 whole rows, where the parameter is 0, each with the wrong sign": what they have in common, in a sentence. */
export const commonInWords = (
  { slices, where, holds }: CommonOfEntries,
  { shape, grad, gradapprox }: SuspectTensor,
  places: readonly number[],
): string => {
  const words: string[] = [];
  if (slices) words.push(slicesInWords(shape, slices));
  if (where) words.push(`exactly ${PLACES[where].words}`);
  if (holds === 'zero') words.push(places.length === 1 ? 'it is 0 there' : 'all of them 0');
  if (holds === 'sign') words.push('with the wrong sign');
  if (holds === 'scale') {
    const at = (values: Float64Array) => Float64Array.from(places, (place) => values[place]!);
    words.push(`${numberInWords(factorOf(at(grad), at(gradapprox)))} times what they should be`);
  }
  return words.map((word) => `, ${word}`).join('');
};

const slicesInWords = (shape: readonly number[], { axis, count }: NonNullable<CommonOfEntries['slices']>) => {
  const { one, more, along } = sliceNames(shape, axis);
  return `all of ${counted(count, one, more)}${along} of ${shape[axis]!}`;
};
