import type { GradientPrecision } from '../../contract/gradient-precision.ts';
import { largestOf } from '../../numerics/vectors.ts';
import { fitsBits, fitsFormat, floatFormats } from '../../numerics/float-formats.ts';

/** Entries that aren't 0 which the whole gradient must have. A float64 number fits float32 by chance once in 2²⁹; what fits by its nature (a count over 16, say) is rarer among many. */
const LEAST_ENTRIES = 16;

/** How many of them must tell: hold more than half of the format's bits. Fewer may be short numbers of the problem itself that the gradient passes on. */
const LEAST_TELLING = 8;

/** The formats that are looked for, the one of the fewest bits first. */
const NARROW = ['bfloat16', 'float16', 'float32'] as const satisfies readonly GradientPrecision[];

/**
 * The precision that the numbers of a whole gradient show: the narrowest format that holds all of them, if they tell of it; else float64. At least
 * 16 entries that aren't 0; at least 8 that need more than half of the format's bits (zeros, ±1, ½ and integers prove nothing); and they float: as multiples
 * of one unit they would need more bits than the format has. Quarters up to 60 fit bfloat16 without ever having been rounded.
 * NaN and infinities are left out.
 *
 * @param grad The gradient, [P].
 */
export const precisionOfNumbers = (grad: Float64Array): GradientPrecision => {
  const numbers = grad.filter((g) => g !== 0 && Number.isFinite(g));
  if (numbers.length < LEAST_ENTRIES) return 'float64';
  return NARROW.find((precision) => isRoundedTo(numbers, precision)) ?? 'float64';
};

const isRoundedTo = (numbers: Float64Array, precision: GradientPrecision): boolean => {
  const format = floatFormats[precision];
  if (!numbers.every((g) => fitsFormat(g, format))) return false;
  const telling = numbers.filter((g) => needsMoreThan(g, Math.floor(format.bits / 2), format.bits));
  return telling.length >= LEAST_TELLING && largestOf(telling) >= 2 ** format.bits * unitOf(telling);
};

/** Whether x is no integer that sums of integers reach without rounding, and needs more bits than these. */
const needsMoreThan = (x: number, half: number, bits: number): boolean =>
  !fitsBits(x, half) && !(Number.isInteger(x) && Math.abs(x) < 2 ** bits);

/** The largest power of 2 that all numbers are multiples of. */
const unitOf = (numbers: Float64Array): number => {
  let unit = 2 ** Math.ceil(Math.log2(largestOf(numbers)));
  for (const x of numbers) while (unit > 0 && !Number.isInteger(x / unit)) unit /= 2;
  return unit;
};
