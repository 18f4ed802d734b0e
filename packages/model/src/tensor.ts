import { ShapeError } from './errors.ts';

/** An array of float64 numbers of any rank, row-major (C order). A scalar has shape []. */
export interface Tensor {
  readonly shape: readonly number[];
  readonly data: Float64Array;
}

/**
 * How many numbers an array of this shape holds.
 *
 * @param shape The lengths of its axes; [] is a scalar's.
 * @returns Their product; 1 for a scalar.
 */
export const sizeOf = (shape: readonly number[]): number =>
  Array.from(shape).reduce((size, dimension) => size * dimension, 1); // a hole is NaN: `reduce` skips it

/**
 * A shape as people write it.
 *
 * @returns "3×4", "[5]" for a vector, or "scalar".
 */
export const shapeText = (shape: readonly number[]): string =>
  shape.length === 0 ? 'scalar' : shape.length === 1 ? `[${shape[0]}]` : shape.join('×');

/**
 * A tensor of the shape over the data, which is not copied.
 *
 * @param data Its numbers, row-major.
 * @throws ShapeError unless the data fill the shape.
 */
export const tensor = (shape: readonly number[], data: Float64Array): Tensor => {
  if (sizeOf(shape) !== data.length) {
    throw new ShapeError(
      'tensor',
      shape,
      [data.length],
      `${data.length} numbers don't fill the shape ${shapeText(shape)}, which holds ${sizeOf(shape)}.`,
    );
  }
  return { shape, data };
};
