/** Increments up to this size take the series below, whose next terms are less than 3e-18 of the sum; larger ones the general increments. */
export const SMALL: f64 = 6.103515625e-5; // 2⁻¹⁴

/** e^δ − 1 = δ(1 + δ/2(1 + δ/3(1 + δ/4))). */
export function expm1(delta: v128): v128 {
  const one = f64x2.splat(1);
  let sum = f64x2.add(one, f64x2.mul(delta, f64x2.splat(0.25)));
  sum = f64x2.add(one, f64x2.mul(f64x2.mul(delta, f64x2.splat(1.0 / 3.0)), sum));
  sum = f64x2.add(one, f64x2.mul(f64x2.mul(delta, f64x2.splat(0.5)), sum));
  return f64x2.mul(delta, sum);
}

/** log(1 + x) = x(1 − x(1/2 − x(1/3 − x/4))). */
export function log1p(x: v128): v128 {
  let sum = f64x2.sub(f64x2.splat(1.0 / 3.0), f64x2.mul(x, f64x2.splat(0.25)));
  sum = f64x2.sub(f64x2.splat(0.5), f64x2.mul(x, sum));
  sum = f64x2.sub(f64x2.splat(1), f64x2.mul(x, sum));
  return f64x2.mul(x, sum);
}

/** tanh δ = δ(1 − δ²/3). */
export function tanh(delta: v128): v128 {
  const square = f64x2.mul(delta, delta);
  return f64x2.mul(delta, f64x2.sub(f64x2.splat(1), f64x2.mul(square, f64x2.splat(1.0 / 3.0))));
}

/** Lanes whose |x| is beyond SMALL. */
export function isLarge(x: v128): v128 {
  return f64x2.gt(f64x2.abs(x), f64x2.splat(SMALL));
}
