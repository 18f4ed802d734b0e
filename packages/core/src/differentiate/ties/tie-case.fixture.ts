import type { Random } from '../../numerics/random.ts';

/** A claim and what it is of. */
export interface Claim {
  readonly name: string;
  readonly claim: Float64Array;
}

/** J with several coordinates at a kink, with claims that are limits of gradients nearby or convex combinations of some, and claims that aren't. */
export interface TieCase {
  readonly cost: (theta: Float64Array) => number;
  readonly theta: Float64Array;
  /** What a unit of each parameter is; 1 unless given. */
  readonly units?: Float64Array;
  readonly right: readonly Claim[];
  readonly wrong: readonly Claim[];
}

/** A kind of ties: a case for a random number generator and a size (about the number of tied coordinates). */
export type TieKind = (random: Random, size: number) => TieCase;

export const uniform = (random: Random, low: number, high: number) => low + (high - low) * random();
export const sign = (random: Random) => (random() < 0.5 ? -1 : 1);
export const weight = (random: Random) => sign(random) * uniform(random, 0.5, 1.5);
export const vector = (size: number, of: (i: number) => number) =>
  Float64Array.from({ length: size }, (_, i) => of(i));
export const times = (values: Float64Array, factor: number) => values.map((value) => factor * value);
export const dot = (a: Float64Array, b: Float64Array) => a.reduce((sum, value, i) => sum + value * b[i]!, 0);
export const named = (claims: Record<string, Float64Array>): Claim[] =>
  Object.entries(claims).map(([name, claim]) => ({ name, claim }));

/** Weights of a mixture: ≥ 0, sum 1. */
export const mixture = (size: number, random: Random): Float64Array => {
  const parts = vector(size, () => -Math.log(1 - random()));
  return times(parts, 1 / parts.reduce((sum, value) => sum + value, 0));
};

/** Which of the tied get how much of one whole: the rules of libraries, and others. */
export const shares = (tied: readonly number[], size: number, random: Random) => {
  const on = (of: (k: number) => number) => {
    const values = new Float64Array(size);
    tied.forEach((i, k) => (values[i] = of(k)));
    return values;
  };
  const mixed = mixture(tied.length, random);
  return {
    first: on((k) => (k === 0 ? 1 : 0)),
    last: on((k) => (k === tied.length - 1 ? 1 : 0)),
    even: on(() => 1 / tied.length),
    mixture: on((k) => mixed[k]!),
    whole: on(() => 1),
  };
};
