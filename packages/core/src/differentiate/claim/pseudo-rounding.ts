/**
 * The roundings of one sample of Monte Carlo arithmetic (Parker, "Monte Carlo Arithmetic", 1997; CESTAC: Vignes 1974): each rounding is replaced by a
 * pseudo-random error of its size. The error is a hash of the value, the operation and the sample: equal values get equal errors, as in real
 * arithmetic. Independent ones would average out over tied and duplicated numbers, which real ones don't.
 */
export interface PseudoRounding {
  /** Values rounded once: v moves by up to u·|v|. In place. */
  readonly round: (values: Float64Array) => void;
  /** Values moved by up to u·size(v, at): functions that libraries compute with an absolute error. In place. */
  readonly blur: (values: Float64Array, size: (value: number, at: number) => number) => void;
  /** Values moved by `shift(at)`, which a library leaves out or adds in any precision. In place. */
  readonly move: (values: Float64Array, shift: (at: number) => number) => void;
  /** Sums of so many terms, the roots of whose sums of squares are `sizes`. In place. */
  readonly roundSums: (sums: Float64Array, sizes: Float64Array, terms: number) => void;
  /**
   * On which side of 0 sums stand, after so many such sums one after the other: those that rounding may take across it stand on either, as drawn. One that
   * does so once in twenty times may be missing from eight samples, and decide the ninth, which is the claim.
   */
  readonly sides: (sums: Float64Array, sizes: Float64Array, terms: number, depth: number) => Float64Array;
}

/** The arithmetic that doesn't round. */
export const exactly: PseudoRounding = {
  round: () => {},
  blur: () => {},
  move: () => {},
  roundSums: () => {},
  sides: (sums) => sums,
};

/**
 * The arithmetic that doesn't round, and a way to keep units of samples on the sides on which it found them. float64 needs that: of units that it can't place
 * both slopes are known to be right (contract/one-sided.ts), so that the change from one to the other is no rounding.
 */
export const rememberingSides = (): {
  readonly exactly: PseudoRounding;
  readonly onSameSides: (rounding: PseudoRounding) => PseudoRounding;
} => {
  const remembered: Float64Array[] = [];
  const sides: PseudoRounding['sides'] = (sums) => {
    remembered.push(sums);
    return sums;
  };
  return {
    exactly: { ...exactly, sides },
    onSameSides: (rounding) => {
      let layer = 0;
      return { ...rounding, sides: () => remembered[layer++]! };
    },
  };
};

/** Of what size the roundings are. */
export interface RoundingUnits {
  /** u, the unit round-off of results. */
  readonly ofResults: number;
  /** That of sums while they are formed. */
  readonly ofSums: number;
  /** The smallest number: below it stands only 0. */
  readonly smallest: number;
  /** How many times as large as they are errors are taken that don't come of u. */
  readonly magnification: number;
}

/** A uniform number on ±1 has the standard deviation 1/√3: an amplitude of √3 gives it deviation 1. */
const UNIT_DEVIATION = Math.sqrt(3);

/**
 * The roundings of one sample.
 *
 * @param sample Which one it is: another has other errors for the same values.
 */
export const pseudoRounding = (
  { ofResults, ofSums, smallest, magnification }: RoundingUnits,
  sample: number,
): PseudoRounding => {
  let operation = Math.imul(sample, 0x9e3779b1);
  const next = (): number => (operation = (operation + 0x6d2b79f5) | 0);
  /** Where u·|v| is below half of the smallest number, v is a multiple of that: then rounding has a bias, and small values are lost. */
  const rounded = (value: number, u: number, op: number): number => {
    const size = Math.abs(value);
    if (u * size >= smallest / 2) return value + u * size * uniform(value, op);
    return smallest * Math.round(value / smallest) + Math.min(smallest / 2, size) * uniform(value, op);
  };
  return {
    round: (values) => {
      const op = next();
      for (let at = 0; at < values.length; at++)
        if (values[at] !== 0) values[at] = rounded(values[at]!, ofResults, op);
    },
    blur: (values, size) => {
      const op = next();
      for (let at = 0; at < values.length; at++) {
        const value = values[at]!;
        values[at] = value + ofResults * size(value, at) * uniform(value, op);
      }
    },
    move: (values, shift) => {
      for (let at = 0; at < values.length; at++) values[at]! += magnification * shift(at);
    },
    roundSums: (sums, sizes, terms) => {
      const [op, last] = [next(), next()];
      const growth = growthOf(terms);
      const u = Math.max(ofResults, growth * ofSums);
      for (let at = 0; at < sums.length; at++) {
        const size = sizes[at]!;
        if (!(size > 0)) continue; // every term is 0: so is the sum
        const sum = sums[at]! + ofSums * growth * UNIT_DEVIATION * size * uniform(sums[at]!, op);
        sums[at] = rounded(sum, u, last);
      }
    },
    sides: (sums, sizes, terms, depth) => {
      const op = next();
      const deviations = REACH * Math.sqrt(depth) * Math.max(ofResults, growthOf(terms) * ofSums);
      return sums.map((sum, at) => (Math.abs(sum) < deviations * sizes[at]! ? uniform(sum, op) : sum));
    },
  };
};

/** By how much the rounding of a sum in pairs of so many terms exceeds that of one. Higham 2002, section 4.2. */
export const growthOf = (terms: number): number => Math.sqrt(1 + Math.log2(terms));

/** Standard deviations of a sum's rounding within which it may be on either side of 0: ours are twice and more of what libraries do, so these are four of theirs. */
const REACH = 2;

const double = new Float64Array(1);
const words = new Uint32Array(double.buffer);

/** A hash of |value|'s bits and the operation on [−1, 1), with the value's sign: −v is rounded as v is. Mixed as in MurmurHash3's last step. */
const uniform = (value: number, operation: number): number => {
  double[0] = Math.abs(value);
  let hash = Math.imul(words[0]! ^ operation, 0x85ebca6b) ^ words[1]!;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  hash = Math.imul(hash ^ (hash >>> 16), 0x27d4eb2f);
  const unit = (hash ^ (hash >>> 15)) / 2 ** 31;
  return value < 0 ? -unit : unit;
};
