// Series for small steps, to a few roundings. The engines' kernels have them too, operation for operation.

/** Steps up to this size take the series, whose next terms are less than 3e-18 of the sum. */
export const SMALL = 2 ** -14;

/** e^δ − 1 = δ(1 + δ/2(1 + δ/3(1 + δ/4))). */
export const expm1 = (delta: number): number => {
  let sum = 1 + delta * 0.25;
  sum = 1 + delta * (1 / 3) * sum;
  sum = 1 + delta * 0.5 * sum;
  return delta * sum;
};

/** log(1 + x) = x(1 − x(1/2 − x(1/3 − x/4))). */
export const log1p = (x: number): number => {
  let sum = 1 / 3 - x * 0.25;
  sum = 0.5 - x * sum;
  sum = 1 - x * sum;
  return x * sum;
};

/** tanh δ = δ(1 − δ²/3). */
export const tanh = (delta: number): number => delta * (1 - delta * delta * (1 / 3));

/** True beyond the series. */
export const isLarge = (x: number): boolean => Math.abs(x) > SMALL;

/** The steps that the series take, wherever z is. */
export const isSmallStep = (_z: number, delta: number): boolean => !isLarge(delta);
