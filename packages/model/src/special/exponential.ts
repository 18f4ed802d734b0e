import {
  add,
  divide,
  exact,
  multiply,
  ONE,
  scale,
  subtract,
  ZERO,
  type DoubleDouble,
} from './double-double.ts';

const LN_2: DoubleDouble = { high: 0.6931471805599453, low: 2.3190468138462996e-17 };
/** Below this |x|, e^x − 1 and log(1 + x) are x itself, to 2^−110. */
const TINY = 2 ** -110;
/** Here e^x is below the smallest double, and above the largest. */
const [UNDERFLOW, OVERFLOW] = [-750, 710];
/** Here e^x − 1 is −1, to 2^−144. */
const SATURATION = -100;
/** x is halved this often before the series, and its exponential squared as often afterwards. */
const HALVINGS = 8;
/** Terms of the series of e^r − 1 for |r| ≤ ½ ln 2 / 2⁸: the first one left out is below 2^−120 of it. */
const TERMS = 11;

/** 1/n! for n = 1 … TERMS. */
const inverseFactorials: readonly DoubleDouble[] = Array.from({ length: TERMS - 1 }).reduce<DoubleDouble[]>(
  (inverses, _, i) => [...inverses, divide(inverses[i]!, exact(i + 2))],
  [ONE],
);

/** e^r − 1 = r + r²/2! + r³/3! + … by Horner's rule. */
const series = (r: DoubleDouble): DoubleDouble =>
  multiply(
    r,
    inverseFactorials.reduceRight((sum, coefficient) => add(coefficient, multiply(r, sum)), ZERO),
  );

/** x = k·ln 2 + r with |r| ≤ ½ ln 2, and s = e^r − 1: then e^x = 2^k·(1 + s). From e^r to e^2r: s ← 2s + s². */
const reduced = (x: DoubleDouble): { power: number; s: DoubleDouble } => {
  const power = Math.round(x.high / LN_2.high);
  const r = subtract(x, multiply(exact(power), LN_2));
  let s = series(scale(r, -HALVINGS));
  for (let i = 0; i < HALVINGS; i++) s = add(scale(s, 1), multiply(s, s));
  return { power, s };
};

/** e^x. */
export const exp = (x: DoubleDouble): DoubleDouble => {
  if (x.high < UNDERFLOW) return ZERO;
  if (x.high > OVERFLOW) return exact(Infinity);
  const { power, s } = reduced(x);
  return scale(add(ONE, s), power);
};

/** e^x − 1, its relative precision kept near 0. */
export const expm1 = (x: DoubleDouble): DoubleDouble => {
  if (Math.abs(x.high) < TINY) return x;
  if (x.high < SATURATION) return exact(-1);
  if (x.high > OVERFLOW) return exact(Infinity);
  const { power, s } = reduced(x);
  return power === 0 ? s : add(scale(s, power), subtract(exact(2 ** power), ONE));
};

/**
 * log(1 + x) for x > −1, its relative precision kept near 0: from y = the double's log(1 + x) and E = e^y − 1,
 * log(1 + x) = y + log(1 + (x − E)/(1 + E)) ≈ y + 2(x − E)/(2 + x + E), whose error is of third order in 2^−53.
 */
export const log1p = (x: DoubleDouble): DoubleDouble => {
  if (Math.abs(x.high) < TINY) return x;
  const y = exact(Math.log1p(x.high));
  const e = expm1(y);
  return add(y, divide(scale(subtract(x, e), 1), add(add(exact(2), x), e)));
};
