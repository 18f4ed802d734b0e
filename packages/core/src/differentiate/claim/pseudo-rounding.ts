/**
 * The roundings of one sample of Monte Carlo arithmetic (Parker, "Monte Carlo Arithmetic", 1997; CESTAC: Vignes 1974): each rounding is replaced by a
 * pseudo-random error of its size. The error is a hash of the value, the operation and the sample: equal values get equal errors, as in real
 * arithmetic. Independent ones would average out over tied and duplicated numbers, which real ones don't.
 */
export interface PseudoRounding {
  /** Values rounded once: v moves by up to u·|v|, or what of it lies below the smallest number. In place. */
  readonly round: (values: Float64Array) => void;
  /** Values moved by up to u·size(v, at): functions that libraries compute with an absolute error. In place. */
  readonly blur: (values: Float64Array, size: (value: number, at: number) => number) => void;
  /** Sums of so many terms, the roots of whose sums of squares are `sizes`. In place. */
  readonly roundSums: (sums: Float64Array, sizes: Float64Array, terms: number) => void;
}

/** The arithmetic that doesn't round. */
export const exactly: PseudoRounding = { round: () => {}, blur: () => {}, roundSums: () => {} };

/** A uniform number on ±1 has the standard deviation 1/√3: an amplitude of √3 gives it deviation 1. */
const UNIT_DEVIATION = Math.sqrt(3);

/**
 * @param u The unit round-off.
 * @param smallest Half of the distance of the format's smallest numbers: what rounding there is off by.
 * @param sample Which sample it is: other errors for the same values.
 */
export const pseudoRounding = (u: number, smallest: number, sample: number): PseudoRounding => {
  let operation = Math.imul(sample, 0x9e3779b1);
  const next = (): number => (operation = (operation + 0x6d2b79f5) | 0);
  const errorOf = (size: number, value: number): number =>
    Math.max(u * size, Math.min(smallest, Math.abs(value)));
  return {
    round: (values) => {
      const op = next();
      for (let at = 0; at < values.length; at++) {
        const value = values[at]!;
        if (value !== 0) values[at] = value + errorOf(Math.abs(value), value) * uniform(value, op);
      }
    },
    blur: (values, size) => {
      const op = next();
      for (let at = 0; at < values.length; at++) {
        const value = values[at]!;
        values[at] = value + u * size(value, at) * uniform(value, op);
      }
    },
    roundSums: (sums, sizes, terms) => {
      const [op, last] = [next(), next()];
      const growth = Math.sqrt(1 + Math.log2(terms));
      for (let at = 0; at < sums.length; at++) {
        const size = sizes[at]!;
        if (!(size > 0)) continue; // every term is 0: so is the sum
        const sum = sums[at]!;
        const ofTerms = errorOf(growth * UNIT_DEVIATION * size, size) * uniform(sum, op);
        sums[at] = sum + ofTerms + u * growth * Math.abs(sum) * uniform(sum, last);
      }
    },
  };
};

const double = new Float64Array(1);
const words = new Uint32Array(double.buffer);

/** A hash of |value|'s bits and the operation on [−1, 1), with the value's sign: −v is rounded as v is. The mixing is MurmurHash3's last step. */
const uniform = (value: number, operation: number): number => {
  double[0] = Math.abs(value);
  let hash = Math.imul(words[0]! ^ operation, 0x85ebca6b) ^ words[1]!;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  hash = Math.imul(hash ^ (hash >>> 16), 0x27d4eb2f);
  const unit = (hash ^ (hash >>> 15)) / 2 ** 31;
  return value < 0 ? -unit : unit;
};
