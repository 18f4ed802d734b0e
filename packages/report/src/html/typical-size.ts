/** The root mean square of the finite ones; 0 where there is none. Scaled by the largest: no square over- or underflows. */
const rootMeanSquare = (values: Float64Array): number => {
  const finite = values.filter(Number.isFinite);
  const largest = finite.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const sum = finite.reduce((squares, value) => squares + (value / largest) ** 2, 0);
  return largest === 0 ? 0 : largest * Math.sqrt(sum / finite.length);
};

/** The typical size of an entry, which residuals are compared with: the larger gradient's root mean square; 1 of nothing but zeros. */
export const typicalSize = (grad: Float64Array, gradapprox: Float64Array): number =>
  Math.max(rootMeanSquare(grad), rootMeanSquare(gradapprox)) || 1;
