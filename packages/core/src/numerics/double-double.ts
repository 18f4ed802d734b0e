/** A number as an unevaluated sum high + low with |low| ≤ ½ ulp(high): about 106 bits. Dekker 1971. */
export interface DoubleDouble {
  readonly high: number;
  readonly low: number;
}

/** Veltkamp's constant: x·SPLITTER separates the upper half of x's bits from the lower. */
export const SPLITTER = 2 ** 27 + 1;

/** a + b without error (Knuth's two-sum). */
export const twoSum = (a: number, b: number): DoubleDouble => {
  const high = a + b;
  const shadow = high - a;
  return { high, low: a - (high - shadow) + (b - shadow) };
};

/** a + b, rounded to a double-double. */
export const add = (a: DoubleDouble, b: DoubleDouble): DoubleDouble => {
  const sum = twoSum(a.high, b.high);
  const low = sum.low + a.low + b.low;
  const high = sum.high + low;
  return { high, low: low - (high - sum.high) };
};
