/** max |xᵢ|; NaN when one is. */
export const largestOf = (values: Float64Array): number => {
  let largest = 0;
  for (let i = 0; i < values.length; i++) largest = Math.max(largest, Math.abs(values[i]!));
  return largest;
};

/** ‖x‖₂, scaled so that no square overflows. */
export const normOf = (values: Float64Array): number => {
  const largest = largestOf(values);
  if (!(largest > 0)) return largest;
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += (values[i]! / largest) ** 2;
  return largest * Math.sqrt(sum);
};

/** cos of the angle between x and y; NaN when one is zero. */
export const cosineOf = (x: Float64Array, y: Float64Array): number => {
  const [scaleX, scaleY] = [normOf(x), normOf(y)];
  let sum = 0;
  for (let i = 0; i < x.length; i++) sum += (x[i]! / scaleX) * (y[i]! / scaleY);
  return sum;
};

/** The factor k that brings k·x nearest to y in the sense of least squares; NaN when x is zero. */
export const factorOf = (y: Float64Array, x: Float64Array): number =>
  (normOf(y) / normOf(x)) * cosineOf(y, x);

/** v divided by its largest component; v itself where that is 0. */
export const scaledToOne = (v: Float64Array): Float64Array => {
  const largest = largestOf(v);
  return largest > 0 ? v.map((value) => value / largest) : v;
};
