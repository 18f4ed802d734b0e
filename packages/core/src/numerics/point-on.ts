/** θ + t·v, a new vector. */
export const pointOn = (theta: Float64Array, direction: Float64Array, offset: number): Float64Array => {
  const point = theta.slice();
  for (let i = 0; i < point.length; i++) {
    const v = direction[i]!;
    if (v !== 0) point[i]! += offset * v;
  }
  return point;
};
