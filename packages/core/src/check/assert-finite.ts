import { multiIndex } from '@gradproof/flatteners';
import { InputError, type Tensor } from '@gradproof/model';

/** An entry's name: `X[0,3]`. */
export const entryName = (name: string, shape: readonly number[], at: number): string => {
  const index = multiIndex(shape, at);
  return index.length === 0 ? name : `${name}[${index.join(',')}]`;
};

/**
 * Asserts that an array holds finite numbers alone.
 *
 * @param name What the error calls the array.
 * @param tensor The array.
 * @throws InputError at the first NaN or Infinity, naming its place.
 * @example
 * ```ts
 * import { assertFinite, InputError } from '@gradproof/core';
 *
 * try {
 *   assertFinite('X', { shape: [2, 2], data: Float64Array.of(1, 2, NaN, 4) });
 * } catch (error) {
 *   console.log(error instanceof InputError && error.message.includes('X[1,0] is NaN')); // true
 * }
 * ```
 */
export const assertFinite = (name: string, { shape, data }: Tensor): void => {
  const at = data.findIndex((value) => !Number.isFinite(value));
  if (at < 0) return;
  throw new InputError(`${entryName(name, shape, at)} is ${data[at]}; ${name} must hold finite numbers.`);
};
