/** A number ≥ 0 as kernels hold it: with a point or an exponent, or gpu.js would take it for an integer; negative ones it gets wrong. */
export const literal = (value: number): string => {
  const text = String(value);
  return /[.e]/.test(text) ? text : `${text}.0`;
};
