/** A number in a sentence: two digits. */
export const short = (value: number): string =>
  value < 1e-3 ? value.toExponential(1) : value.toPrecision(2);
