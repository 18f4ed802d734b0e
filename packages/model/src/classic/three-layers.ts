import { InputError } from '../errors.ts';
import { shapeText, type Tensor } from '../tensor.ts';
import { addColumn, asMatrix, mapMatrix, product, rowSums, transpose, type MatrixLike } from './matrix.ts';
import { relu, sigmoid } from './nonlinearities.ts';

/** The exercise's parameters: W1 [n₁, n₀], b1 [n₁, 1], …, W3 [1, n₂], b3 [1, 1]. */
export type ThreeLayerParameters = Readonly<Record<'W1' | 'b1' | 'W2' | 'b2' | 'W3' | 'b3', MatrixLike>>;

/** What forwardPropagationN leaves for backwardPropagationN: (Z1, A1, W1, b1, Z2, A2, W2, b2, Z3, A3, W3, b3). */
export type ThreeLayerCache = readonly [
  Z1: Tensor, A1: Tensor, W1: Tensor, b1: Tensor,
  Z2: Tensor, A2: Tensor, W2: Tensor, b2: Tensor,
  Z3: Tensor, A3: Tensor, W3: Tensor, b3: Tensor,
]; // prettier-ignore

/** The exercise's gradients, each of the shape of what it is the gradient of. */
export type ThreeLayerGradients = Readonly<
  Record<'dZ3' | 'dW3' | 'db3' | 'dA2' | 'dZ2' | 'dW2' | 'db2' | 'dA1' | 'dZ1' | 'dW1' | 'db1', Tensor>
>;

const parameter = (parameters: ThreeLayerParameters, name: keyof ThreeLayerParameters): Tensor => {
  if (!Object.hasOwn(parameters, name)) throw new InputError(`${name} is missing from the parameters.`);
  return asMatrix(name, parameters[name]);
};

/**
 * LINEAR → RELU → LINEAR → RELU → LINEAR → SIGMOID with the cross-entropy cost,
 * J = 1/m Σ −log(a)·y − log(1 − a)·(1 − y).
 * X: [n₀, m]; Y: [1, m]. Returns the cost and the cache, as the exercise does. Throws InputError for shapes that don't fit.
 */
export const forwardPropagationN = (
  X: MatrixLike,
  Y: MatrixLike,
  parameters: ThreeLayerParameters,
): [cost: number, cache: ThreeLayerCache] => {
  const inputs = asMatrix('X', X);
  const labels = asMatrix('Y', Y);
  const W1 = parameter(parameters, 'W1');
  const b1 = parameter(parameters, 'b1');
  const W2 = parameter(parameters, 'W2');
  const b2 = parameter(parameters, 'b2');
  const W3 = parameter(parameters, 'W3');
  const b3 = parameter(parameters, 'b3');

  const Z1 = addColumn(product(W1, inputs), b1);
  const A1 = relu(Z1);
  const Z2 = addColumn(product(W2, A1), b2);
  const A2 = relu(Z2);
  const Z3 = addColumn(product(W3, A2), b3);
  const A3 = sigmoid(Z3);
  if (labels.data.length !== A3.data.length) {
    throw new InputError(
      `Y has shape ${shapeText(labels.shape)}, but the network's output is ${shapeText(A3.shape)}.`,
    );
  }

  const m = inputs.shape[1]!;
  const sum = A3.data.reduce((total, a, r) => {
    const y = labels.data[r]!;
    return total + (-Math.log(a) * y + -Math.log(1 - a) * (1 - y));
  }, 0);
  return [(1 / m) * sum, [Z1, A1, W1, b1, Z2, A2, W2, b2, Z3, A3, W3, b3]];
};

/** The gradient of forwardPropagationN's cost: the exercise's backward propagation, without its planted mistakes. */
export const backwardPropagationN = (
  X: MatrixLike,
  Y: MatrixLike,
  cache: ThreeLayerCache,
): ThreeLayerGradients => {
  const inputs = asMatrix('X', X);
  const labels = asMatrix('Y', Y);
  const [Z1, A1, , , Z2, A2, W2, , , A3, W3] = cache;
  const m = inputs.shape[1]!;
  const mean = (gradient: Tensor): Tensor => mapMatrix(gradient, (entry) => (1 / m) * entry);
  const where = (dA: Tensor, Z: Tensor): Tensor =>
    mapMatrix(dA, (entry, at) => (Z.data[at]! > 0 ? entry : 0));

  const dZ3 = mapMatrix(A3, (a, at) => a - labels.data[at]!);
  const dW3 = mean(product(dZ3, transpose(A2)));
  const db3 = mean(rowSums(dZ3));
  const dA2 = product(transpose(W3), dZ3);
  const dZ2 = where(dA2, Z2);
  const dW2 = mean(product(dZ2, transpose(A1)));
  const db2 = mean(rowSums(dZ2));
  const dA1 = product(transpose(W2), dZ2);
  const dZ1 = where(dA1, Z1);
  const dW1 = mean(product(dZ1, transpose(inputs)));
  const db1 = mean(rowSums(dZ1));
  return { dZ3, dW3, db3, dA2, dZ2, dW2, db2, dA1, dZ1, dW1, db1 };
};
