/** θ + t·v, a new vector. */
export const pointOn = (theta: Float64Array, direction: Float64Array, offset: number): Float64Array => {
  const point = new Float64Array(theta.length);
  for (let i = 0; i < point.length; i++) point[i] = theta[i]! + offset * direction[i]!;
  return point;
};
