/** A number as an unevaluated sum high + low with |low| ≤ ½ ulp(high): about 106 bits. Dekker 1971. */
export interface DoubleDouble {
  readonly high: number;
  readonly low: number;
}

/** Veltkamp's constant: it splits 53 bits into 26 and 26. */
const SPLITTER = 2 ** 27 + 1;
/** From here on SPLITTER · x overflows, and x is made smaller first, as in the QD library (Hida, Li and Bailey 2001). */
const SPLIT_LIMIT = 2 ** 996;
const SPLIT_SCALE = 2 ** 28;

export const ZERO: DoubleDouble = { high: 0, low: 0 };
export const ONE: DoubleDouble = { high: 1, low: 0 };

/** high with its error; where high is infinite the error is Infinity − Infinity, and none is kept. */
const withError = (high: number, low: number): DoubleDouble => ({
  high,
  low: low - low === 0 ? low : 0,
});

/** x, exactly. */
export const exact = (x: number): DoubleDouble => ({ high: x, low: 0 });

/** The nearest double. */
export const rounded = (x: DoubleDouble): number => x.high + x.low;

/** a + b without error for |a| ≥ |b| (Dekker 1971). */
const orderedSum = (a: number, b: number): DoubleDouble => {
  const high = a + b;
  return withError(high, b - (high - a));
};

/** a + b without error (Knuth, The Art of Computer Programming 2, 4.2.2). */
export const twoSum = (a: number, b: number): DoubleDouble => {
  const high = a + b;
  const shadow = high - a;
  return withError(high, a - (high - shadow) + (b - shadow));
};

/** The upper half of x's bits (Veltkamp 1968); x less it is the lower half. */
const upperHalf = (x: number): number => {
  const size = Math.abs(x) > SPLIT_LIMIT ? SPLIT_SCALE : 1;
  const small = x / size;
  const scaled = SPLITTER * small;
  return (scaled - (scaled - small)) * size;
};

/** a · b without error (Dekker 1971), but for errors below the smallest double: those are rounded to a few 2^−1074. */
export const twoProduct = (a: number, b: number): DoubleDouble => {
  const high = a * b;
  const aUpper = upperHalf(a);
  const bUpper = upperHalf(b);
  const aLower = a - aUpper;
  const bLower = b - bUpper;
  return withError(high, aLower * bLower - (high - aUpper * bUpper - aLower * bUpper - aUpper * bLower));
};

/** −x. */
export const negate = (x: DoubleDouble): DoubleDouble => ({ high: -x.high, low: -x.low });

/** |x|. */
export const absolute = (x: DoubleDouble): DoubleDouble => (x.high < 0 ? negate(x) : x);

/** a + b; relative error below 2^−104, whatever cancels between the high parts (QD's accurate sum). */
export const add = (a: DoubleDouble, b: DoubleDouble): DoubleDouble => {
  const highs = twoSum(a.high, b.high);
  const lows = twoSum(a.low, b.low);
  const sum = orderedSum(highs.high, highs.low + lows.high);
  return orderedSum(sum.high, sum.low + lows.low);
};

/** a − b. */
export const subtract = (a: DoubleDouble, b: DoubleDouble): DoubleDouble => add(a, negate(b));

/** a · b; relative error below 2^−102. */
export const multiply = (a: DoubleDouble, b: DoubleDouble): DoubleDouble => {
  const highs = twoProduct(a.high, b.high);
  return Number.isFinite(highs.high)
    ? orderedSum(highs.high, highs.low + (a.high * b.low + a.low * b.high))
    : highs;
};

/** a / b by one step of long division, b finite and not 0; relative error below 2^−101. */
export const divide = (a: DoubleDouble, b: DoubleDouble): DoubleDouble => {
  const quotient = a.high / b.high;
  const remainder = subtract(a, multiply(exact(quotient), b));
  return orderedSum(quotient, remainder.high / b.high);
};

/** x · 2^power, in two steps: 2^power alone may be out of range where the product isn't. */
export const scale = (x: DoubleDouble, power: number): DoubleDouble => {
  const half = Math.trunc(power / 2);
  const first = 2 ** half;
  const second = 2 ** (power - half);
  return { high: x.high * first * second, low: x.low * first * second };
};
