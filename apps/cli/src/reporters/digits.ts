/** A number in seven digits, as it reads in a sentence. */
export const digits = (value: number): string =>
  Number.isFinite(value) ? String(Number(value.toPrecision(7))) : String(value);
