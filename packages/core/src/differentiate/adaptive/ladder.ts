/**
 * Rungs in parts of 2^level: primes, or a wave whose length divides one would divide all and not be seen (cos 2ᵏπx, say, of a positional
 * encoding). Few bits, so that θ ± t is exact (but where it passes to another exponent).
 */
const PARTS = [1021, 1087, 967, 1151, 1031, 887, 1093];

/** Bits of a rung below 2^level. */
export const RUNG_BITS = 10;

/** t of a level: about 2^level. */
export const offsetOf = (level: number): number => {
  const turn = ((level % PARTS.length) + PARTS.length) % PARTS.length;
  return PARTS[turn]! * 2 ** (level - RUNG_BITS);
};

/** The level of a length: the power of two next below it. */
export const levelOf = (length: number): number => Math.floor(Math.log2(length));

/** The levels from `from` up, so many. */
export const levelsFrom = (from: number, count: number): number[] =>
  Array.from({ length: count }, (_, k) => from + k);
