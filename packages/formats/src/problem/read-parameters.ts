import { assertFinite, type ClaimedGradient, type GradientPrecision } from '@gradproof/core';
import { type Layout, layoutOf } from '@gradproof/flatteners';
import {
  type NetworkDescription,
  parameterShapes,
  ShapeError,
  shapeText,
  type Tensor,
} from '@gradproof/model';
import type { NumpyArray } from '../npy/numpy-array.ts';
import { precisionOfArrays } from './precision-of-arrays.ts';
import { assertNames, takeArray } from './take-arrays.ts';

/** The parameters as one vector. */
export interface Parameters {
  readonly layout: Layout;
  /** θ, [P]. */
  readonly theta: Float64Array;
}

/** Says it of X, too, when W1 has another number of columns than X has rows. */
const assertInputShape = (W1: Tensor, X: Tensor, units: number): void => {
  const [features, examples] = X.shape as [number, number];
  const inputs = W1.shape[1];
  if (W1.shape.length !== 2 || W1.shape[0] !== units || inputs === features) return;
  const transposed = inputs === examples ? ' X seems to be transposed: an example is a column.' : '';
  throw new ShapeError(
    'W1',
    [units, features],
    W1.shape,
    `W1 has shape ${shapeText(W1.shape)} and X ${shapeText(X.shape)}: W1 needs as many columns as X has rows.${transposed}`,
  );
};

/** W1, b1, W2, … of the parameter file, one vector. Throws InputError, ShapeError. */
export const readParameters = (
  file: string,
  arrays: ReadonlyMap<string, Tensor>,
  network: NetworkDescription,
  X: Tensor,
): Parameters => {
  const wanted = parameterShapes(network, X.shape[0]!);
  assertNames(
    file,
    arrays,
    wanted.map(({ name }) => name),
  );
  assertInputShape(arrays.get('W1')!, X, network.layers[0]!.units);
  const layout = layoutOf(wanted);
  const theta = new Float64Array(layout.size);
  wanted.forEach(({ name, shape }, index) => {
    const hint = name.startsWith('W')
      ? ' A row for each unit, a column for each of its inputs.'
      : ' A bias for each unit, as a column (or of shape [n]).';
    const array = takeArray(arrays, { name, shape, hint });
    assertFinite(name, array);
    theta.set(array.data, layout.tensors[index]!.offset);
  });
  return { layout, theta };
};

/** dW1, db1, dW2, … of the gradient file, one vector [P] in the parameters' layout, and what it is given in; NaN and Infinity are kept. Throws InputError, ShapeError. */
export const readGradient = (
  file: string,
  arrays: ReadonlyMap<string, NumpyArray>,
  layout: Layout,
  given?: GradientPrecision,
): ClaimedGradient => {
  assertNames(
    file,
    arrays,
    layout.tensors.map(({ name }) => `d${name}`),
  );
  const grad = new Float64Array(layout.size);
  for (const { name, shape, offset } of layout.tensors) {
    const hint = ` ${name} is ${shapeText(shape)}, and a gradient needs the shape of its parameter.`;
    grad.set(takeArray(arrays, { name: `d${name}`, shape: shape as [number, number], hint }).data, offset);
  }
  return { grad, precision: precisionOfArrays(arrays, given) };
};
