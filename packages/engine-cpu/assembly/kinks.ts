/** Lanes whose step goes beyond the kink: |δ| > |z|. */
export function crosses(z: v128, delta: v128): v128 {
  return f64x2.gt(f64x2.abs(delta), f64x2.abs(z));
}
