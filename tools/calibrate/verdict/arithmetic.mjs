/** x to a significand of so many bits, ties to even, above 2^least. Written apart from core's rounding, which it is to be a witness of. */
const nearest = (x, bits, least, largest) => {
  if (x === 0 || !Number.isFinite(x)) return x;
  let exponent = Math.floor(Math.log2(Math.abs(x)));
  if (2 ** exponent > Math.abs(x)) exponent--;
  const unit = 2 ** (Math.max(exponent, least) - bits + 1);
  const scaled = x / unit;
  const low = Math.floor(scaled);
  const rest = scaled - low;
  const up = rest > 0.5 || (rest === 0.5 && low % 2 !== 0);
  const rounded = (up ? low + 1 : low) * unit;
  return Math.abs(rounded) > largest ? Math.sign(x) * Infinity : rounded;
};

const BFLOAT16_LARGEST = (2 - 2 ** -7) * 2 ** 127;

const itself = (x) => x;

/**
 * The arithmetic of a precision, as libraries have it: q rounds what is stored, `inside` what sums and functions of one number are computed in: of 16-bit
 * numbers in float32, and rounded once.
 */
export const arithmetics = {
  float64: { q: itself, inside: itself },
  float32: { q: Math.fround, inside: Math.fround },
  float16: { q: (x) => nearest(x, 11, -14, 65_504), inside: Math.fround },
  bfloat16: { q: (x) => nearest(x, 8, -126, BFLOAT16_LARGEST), inside: Math.fround },
};

/** Σ term(k) over k < count, in this arithmetic, one after the other. */
export const sumIn = ({ q, inside }, count, term) => {
  let sum = 0;
  for (let k = 0; k < count; k++) sum = inside(sum + inside(term(k)));
  return q(sum);
};
