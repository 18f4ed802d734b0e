/** A binary format of floating-point numbers (IEEE 754-2019, table 3.5; bfloat16: Intel, "BFLOAT16 — Hardware Numerics Definition", 2018). */
export interface FloatFormat {
  /** p, the bits of a significand, the leading one counted. */
  readonly bits: number;
  /** The exponent of the least normal number. */
  readonly leastExponent: number;
  /** The largest finite number. */
  readonly largest: number;
}

/** The formats in which gradients are given, the finest first. */
export const floatFormats = {
  float64: { bits: 53, leastExponent: -1022, largest: Number.MAX_VALUE },
  float32: { bits: 24, leastExponent: -126, largest: (2 - 2 ** -23) * 2 ** 127 },
  float16: { bits: 11, leastExponent: -14, largest: 65_504 },
  bfloat16: { bits: 8, leastExponent: -126, largest: (2 - 2 ** -7) * 2 ** 127 },
} as const satisfies Record<string, FloatFormat>;

/** The name of a format. */
export type FloatName = keyof typeof floatFormats;

/** u, the unit round-off of a format: rounding moves a normal number by at most this part of itself. 2⁻⁵³, 2⁻²⁴, 2⁻¹¹, 2⁻⁸. */
export const unitRoundOffOf = (name: FloatName): number => 2 ** -floatFormats[name].bits;

/** The distance of the format's numbers below its least normal one: its smallest subnormal number. */
export const subnormalUnitOf = (name: FloatName): number => {
  const { bits, leastExponent } = floatFormats[name];
  return 2 ** (leastExponent - bits + 1);
};

const view = new DataView(new ArrayBuffer(8));

/** ⌊log₂ |x|⌋ of a normal float64, exact; −1023 of 0 and of subnormal ones. */
const exponentOf = (x: number): number => {
  view.setFloat64(0, x);
  return ((view.getUint16(0) >> 4) & 0x7ff) - 1023;
};

/** Whether x, finite, is a multiple of 2^(⌊log₂ |x|⌋ − bits + 1): whether so many bits of significand hold it. */
export const fitsBits = (x: number, bits: number): boolean =>
  Number.isInteger(x / 2 ** (exponentOf(x) - bits + 1)) || x === 0;

/** Whether the format holds x exactly; NaN and infinities it does. */
export const fitsFormat = (x: number, { bits, leastExponent, largest }: FloatFormat): boolean => {
  if (!Number.isFinite(x)) return true;
  if (Math.abs(x) > largest) return false;
  const unit = 2 ** Math.max(exponentOf(x) - bits + 1, leastExponent - bits + 1);
  return unit < Number.MIN_VALUE || Number.isInteger(x / unit); // float64 itself holds whatever is here
};

/** x to the nearest number of the format, ties to even. What the format has no finite number for stays as it is. */
export const roundToFormat = (x: number, { bits, leastExponent, largest }: FloatFormat): number => {
  if (bits === floatFormats.float64.bits || !(Math.abs(x) <= largest)) return x;
  const unit = 2 ** Math.max(exponentOf(x) - bits + 1, leastExponent - bits + 1);
  const rounded = roundHalfEven(x / unit) * unit; // a division and a product by a power of 2: exact
  return Math.abs(rounded) <= largest ? rounded : x;
};

/** 1.5·2⁵²: what is added to it is rounded to an integer, ties to even, where it is below 2⁵¹. */
const SHIFTER = 1.5 * 2 ** 52;

const roundHalfEven = (x: number): number => x + SHIFTER - SHIFTER;
