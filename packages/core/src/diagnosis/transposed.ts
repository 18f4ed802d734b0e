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

/** The entries of an array of the shape in another order. */
export interface Rearranged {
  readonly axes: readonly number[];
  readonly values: Float64Array;
}

/** Read row-major, every transpose of the array, forwards and backwards. */
export function* transpositionsOf(
  values: Float64Array,
  shape: readonly number[],
): Generator<Rearranged, void, void> {
  for (const axes of axisOrders(shape)) {
    const places = transposedPlaces(shape, axes);
    yield { axes, values: values.map((_, k) => values[places[k]!]!) };
    const movedBack = new Float64Array(values.length);
    places.forEach((place, k) => (movedBack[place] = values[k]!));
    yield { axes, values: movedBack };
  }
}

/** The diagnosis of a tensor whose gradient holds the numerical one's entries with the axes in this order. */
export const transposedDiagnosis = (
  tensor: Pick<SuspectTensor, 'name' | 'shape'>,
  axes: readonly number[],
): TransposedDiagnosis => ({ kind: 'transposed', message: messageOf(tensor, axes), axes });

/** A transpose is missing, one too many, or done by reshaping: read row-major, grad is a transpose of gradapprox, or the reverse. */
export const transposed = (tensor: SuspectTensor): TransposedDiagnosis | null => {
  if (!isRearranged(tensor)) return null;
  for (const { axes, values } of transpositionsOf(tensor.gradapprox, tensor.shape))
    if (explains(tensor, values)) return transposedDiagnosis(tensor, axes);
  return null;
};
