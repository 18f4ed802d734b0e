import { axisOrders, transposedPlaces } from './axis-orders.ts';
import { explains, isRearranged, type SuspectTensor } from './suspect-tensor.ts';
import { gradientName } from './words.ts';

/** grad holds gradapprox's entries with the axes in another order. */
export interface TransposedDiagnosis {
  readonly kind: 'transposed';
  readonly message: string;
  /** The axes of the numerical gradient in the order in which the gradient has them. */
  readonly axes: readonly number[];
}

const messageOf = (
  { name, shape }: Pick<SuspectTensor, 'name' | 'shape'>,
  axes: readonly number[],
): string => {
  const own = gradientName(name);
  const isPlain = axes.every((axis, at) => shape[axis] === shape[at]);
  const turned = shape.length === 2 ? 'transpose' : `transpose (axes ${axes.join(', ')})`;
  return isPlain
    ? `${own} is the ${turned} of the numerical gradient: a transpose is missing or one too many`
    : `${own} holds the numerical gradient in the order of its ${turned}: it is reshaped where it should be transposed, or written in another memory order (C, Fortran)`;
};

/** The array with its axes in another order: entry k of it is entry places[k]. */
export const forwards = (values: Float64Array, places: Uint32Array): Float64Array =>
  values.map((_, k) => values[places[k]!]!);

/** What `forwards` makes the array of. */
export const backwards = (values: Float64Array, places: Uint32Array): Float64Array => {
  const moved = new Float64Array(values.length);
  places.forEach((place, k) => (moved[place] = values[k]!));
  return moved;
};

/** Read row-major, every transpose of the array, by one way after the other: where axes are equally long both ways give the same ones. */
export function* transpositionsOf(
  values: Float64Array,
  shape: readonly number[],
  ways: readonly (typeof forwards)[],
): Generator<{ readonly axes: readonly number[]; readonly values: Float64Array }, void, void> {
  for (const read of ways)
    for (const axes of axisOrders(shape)) yield { axes, values: read(values, transposedPlaces(shape, axes)) };
}

/** The diagnosis of a tensor whose gradient holds the numerical one's entries with the axes in this order. */
export const transposedDiagnosis = (
  tensor: Pick<SuspectTensor, 'name' | 'shape'>,
  axes: readonly number[],
): TransposedDiagnosis => ({ kind: 'transposed', message: messageOf(tensor, axes), axes });

/**
 * A transpose is missing, one too many, or done by reshaping: read row-major, grad is a transpose of gradapprox, or the reverse. Backwards
 * last: where the axes are equally long it is the inverse order, which has its own turn forwards.
 */
export const transposed = (tensor: SuspectTensor): TransposedDiagnosis | null => {
  if (!isRearranged(tensor)) return null;
  for (const { axes, values } of transpositionsOf(tensor.gradapprox, tensor.shape, [forwards, backwards]))
    if (explains(tensor, values)) return transposedDiagnosis(tensor, axes);
  return null;
};
