import { assertFinite, type ClaimedGradient, type GradientPrecision } from '@gradproof/core';
import { type Layout, layoutOf } from '@gradproof/flatteners';
import { type NetworkDescription, parameterShapes, ShapeError, shapeText } from '@gradproof/model';
import type { NpzArray, NpzArrays } from '../npz/open-npz.ts';
import { precisionOfArrays } from './precision-of-arrays.ts';
import { assertNames, takeArray } from './take-arrays.ts';

/** The parameters as one vector. */
export interface Parameters {
  readonly layout: Layout;
  /** θ, [P]. */
  readonly theta: Float64Array;
}

/** Says it of X, too, when W1 has another number of columns than X has rows. */
const assertInputShape = (W1: NpzArray, X: NpzArray, units: number): void => {
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

/** Where W1, b1, W2, … of the parameter file go in one vector, and a reader of their numbers. Throws InputError, ShapeError, before anything is read. */
export const takeParameters = (
  file: string,
  arrays: NpzArrays,
  network: NetworkDescription,
  X: NpzArray,
): (() => Promise<Parameters>) => {
  const wanted = parameterShapes(network, X.shape[0]!);
  assertNames(
    file,
    arrays,
    wanted.map(({ name }) => name),
  );
  assertInputShape(arrays.get('W1')!, X, network.layers[0]!.units);
  const taken = wanted.map(({ name, shape }) => {
    const hint = name.startsWith('W')
      ? ' A row for each unit, a column for each of its inputs.'
      : ' A bias for each unit, as a column (or of shape [n]).';
    return takeArray(arrays, { name, shape, hint });
  });
  return async () => {
    const layout = layoutOf(wanted);
    const theta = await readVector(layout, taken);
    for (const { name, shape, offset, size } of layout.tensors)
      assertFinite(name, { shape, data: theta.subarray(offset, offset + size) });
    return { layout, theta };
  };
};

/** The arrays, which have the layout's shapes, as one vector [P]. */
const readVector = async (layout: Layout, arrays: readonly NpzArray[]): Promise<Float64Array> => {
  const vector = new Float64Array(layout.size);
  for (const [index, { offset, size }] of layout.tensors.entries())
    await arrays[index]!.read(vector.subarray(offset, offset + size));
  return vector;
};

/** dW1, db1, dW2, … of the gradient file, one vector [P] in the parameters' layout, and what it is given in; NaN and Infinity are kept. Throws InputError, ShapeError. */
export const readGradient = async (
  file: string,
  arrays: NpzArrays,
  layout: Layout,
  given?: GradientPrecision,
): Promise<ClaimedGradient> => {
  assertNames(
    file,
    arrays,
    layout.tensors.map(({ name }) => `d${name}`),
  );
  const taken = layout.tensors.map(({ name, shape }) => {
    const hint = ` ${name} is ${shapeText(shape)}, and a gradient needs the shape of its parameter.`;
    return takeArray(arrays, { name: `d${name}`, shape: shape as [number, number], hint });
  });
  const grad = await readVector(layout, taken);
  return { grad, precision: precisionOfArrays(arrays, given) };
};
