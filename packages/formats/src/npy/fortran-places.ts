/**
 * Where the numbers of a column-major (Fortran order) array go in row-major (C) order.
 *
 * @returns The place of the k-th number, asked for k = 0, 1, 2, … in turn.
 */
export const fortranPlaces = (shape: readonly number[]): ((k: number) => number) => {
  const strides = shape.map((_, axis) => shape.slice(axis + 1).reduce((size, d) => size * d, 1));
  const index = shape.map(() => 0);
  let place = 0;
  return () => {
    const here = place;
    // the next index: the first axis runs fastest
    for (let axis = 0; axis < shape.length; axis++) {
      place += strides[axis]!;
      if (++index[axis]! < shape[axis]!) break;
      place -= strides[axis]! * shape[axis]!;
      index[axis] = 0;
    }
    return here;
  };
};
