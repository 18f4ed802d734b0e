import { axisOrders, transposedPlaces } from '../evidence/axis-orders.ts';
import { explains, isRearranged, type SuspectTensor } from '../evidence/suspect-tensor.ts';
import { agreesAlong } from '../evidence/tensor-along.ts';
import { gradientName } from '../evidence/words.ts';
import type { DiagnosisKind, WithOrWithoutL2 } from './diagnosis-kind.ts';

/** grad holds gradapprox's entries with the axes in another order. */
export interface TransposedDiagnosis extends WithOrWithoutL2 {
  readonly kind: 'transposed';
  /** The axes of the numerical gradient in the order in which the gradient has them. */
  readonly axes: readonly number[];
}

/** A transpose is missing, there is one too many, or a reshape in its place: read row-major, grad is a transpose of gradapprox, or the reverse. */
export const transposed: DiagnosisKind<TransposedDiagnosis> = {
  kind: 'transposed',
  evidence: 'tensor',
  identifies: 'cause',
  explain: (tensor) => {
    if (!isRearranged(tensor)) return null;
    // backwards last: where the axes are equally long it is the inverse order, which has its own turn forwards
    for (const { axes, values } of transpositionsOf(tensor.gradapprox, tensor.shape, [forwards, backwards]))
      if (explains(tensor, values)) return diagnosisOf(tensor, axes);
    return null;
  },
  explainWithoutL2: (rest) => transposed.explain(rest),
  /** Here the transpose is undone, so that backwards comes first. */
  explainAlong: (tensor) => {
    for (const { axes, values } of transpositionsOf(tensor.grad, tensor.shape, [backwards, forwards]))
      if (agreesAlong(tensor, values)) return { diagnosis: diagnosisOf(tensor, axes), gradapprox: values };
    return null;
  },
  operation: () => 'transposed',
};

/** Read row-major, every transpose of the array, by one way after the other: where axes are equally long both ways give the same ones. */
function* transpositionsOf(
  values: Float64Array,
  shape: readonly number[],
  ways: readonly (typeof forwards)[],
): Generator<{ readonly axes: readonly number[]; readonly values: Float64Array }, void, void> {
  for (const read of ways)
    for (const axes of axisOrders(shape)) yield { axes, values: read(values, transposedPlaces(shape, axes)) };
}

/** The array with its axes in another order: entry k of it is entry places[k]. */
const forwards = (values: Float64Array, places: Uint32Array): Float64Array =>
  values.map((_, k) => values[places[k]!]!);

/** What `forwards` makes the array of. */
const backwards = (values: Float64Array, places: Uint32Array): Float64Array => {
  const moved = new Float64Array(values.length);
  places.forEach((place, k) => (moved[place] = values[k]!));
  return moved;
};

const diagnosisOf = (
  { name, shape }: Pick<SuspectTensor, 'name' | 'shape'>,
  axes: readonly number[],
): TransposedDiagnosis => {
  const gradient = gradientName(name);
  const isPlain = axes.every((axis, at) => shape[axis] === shape[at]);
  const turned = shape.length === 2 ? 'transpose' : `transpose (axes ${axes.join(', ')})`;
  const message = isPlain
    ? `${gradient} is the ${turned} of the numerical gradient: a transpose is missing or one too many`
    : `${gradient} holds the numerical gradient in the order of its ${turned}: it is reshaped where it should be transposed, or written in another memory order (C, Fortran)`;
  return { kind: 'transposed', message, axes };
};
