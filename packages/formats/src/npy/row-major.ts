/** The numbers of a column-major (Fortran order) array in row-major (C) order. */
export const toRowMajor = (columnMajor: Float64Array, shape: readonly number[]): Float64Array => {
  const strides: number[] = [];
  shape.reduce((stride, dimension) => {
    strides.push(stride);
    return stride * dimension;
  }, 1);
  const index = shape.map(() => 0);
  let from = 0;
  return columnMajor.map((_, at, source) => {
    const value = source[from]!;
    // the next index: the last axis runs fastest
    for (let axis = shape.length - 1; at + 1 < source.length; axis--) {
      from += strides[axis]!;
      if (++index[axis]! < shape[axis]!) break;
      from -= strides[axis]! * shape[axis]!;
      index[axis] = 0;
    }
    return value;
  });
};
