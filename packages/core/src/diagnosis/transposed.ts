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

/** A transpose is missing, one too many, or done by reshaping: read row-major, grad is a transpose of gradapprox, or the reverse. */
export const transposed = (tensor: SuspectTensor): TransposedDiagnosis | null => {
  const { shape, gradapprox } = tensor;
  if (!isRearranged(tensor)) return null;
  for (const axes of axisOrders(shape)) {
    const places = transposedPlaces(shape, axes);
    const moved = gradapprox.map((_, k) => gradapprox[places[k]!]!);
    const movedBack = new Float64Array(moved.length);
    places.forEach((place, k) => (movedBack[place] = gradapprox[k]!));
    if (explains(tensor, moved) || explains(tensor, movedBack))
      return { kind: 'transposed', message: messageOf(tensor, axes), axes };
  }
  return null;
};
