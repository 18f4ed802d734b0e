import { elementwiseActivations } from '../activations/index.ts';
import type { Tensor } from '../tensor.ts';
import { asMatrix, mapMatrix, type MatrixLike } from './matrix.ts';

const elementwise = (name: string, f: (z: number) => number) => {
  function apply(z: number): number;
  function apply(z: MatrixLike): Tensor;
  function apply(z: number | MatrixLike): number | Tensor {
    return typeof z === 'number'
      ? f(z)
      : mapMatrix(asMatrix(`the argument of ${name}`, z), (entry) => f(entry));
  }
  return apply;
};

/** σ(z) = 1 / (1 + e^−z), of a number or of each entry of a matrix. */
export const sigmoid = elementwise('sigmoid', elementwiseActivations.sigmoid.value);

/** max(z, 0), of a number or of each entry of a matrix. */
export const relu = elementwise('relu', elementwiseActivations.relu.value);
