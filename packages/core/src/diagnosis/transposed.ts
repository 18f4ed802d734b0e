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

const messageOf = ({ name, shape }: SuspectTensor, axes: readonly number[]): string => {
  const own = gradientName(name);
  const isPlain = axes.every((axis, at) => shape[axis] === shape[at]);
  const turned = shape.length === 2 ? 'transpose' : `transpose (axes ${axes.join(', ')})`;
  return isPlain
    ? `${own} is the ${turned} of the numerical gradient: a transpose is missing or one too many`
    : `${own} holds the numerical gradient in the order of its ${turned}: it is reshaped where it should be transposed, or written in another memory order (C, Fortran)`;
};

const forwards = (values: Float64Array, places: Uint32Array): Float64Array =>
  values.map((_, k) => values[places[k]!]!);

const backwards = (values: Float64Array, places: Uint32Array): Float64Array => {
  const moved = new Float64Array(values.length);
  places.forEach((place, k) => (moved[place] = values[k]!));
  return moved;
};

/**
 * A transpose is missing, one too many, or done by reshaping: read row-major, grad is a transpose of gradapprox, or the reverse. Backwards
 * last: where the axes are equally long it is the inverse order, which has its own turn forwards.
 */
export const transposed = (tensor: SuspectTensor): TransposedDiagnosis | null => {
  if (!isRearranged(tensor)) return null;
  const { shape, gradapprox } = tensor;
  for (const read of [forwards, backwards]) {
    for (const axes of axisOrders(shape)) {
      if (!explains(tensor, read(gradapprox, transposedPlaces(shape, axes)))) continue;
      return { kind: 'transposed', message: messageOf(tensor, axes), axes };
    }
  }
  return null;
};
