import type { Random } from '../../numerics/random.ts';
import { named, type TieCase, type TieKind, times, uniform, vector, weight } from './tie-case.fixture.ts';

/** The indices in the order of values, ties by index, or by index backwards. */
const order = (x: Float64Array, tie: 1 | -1): number[] =>
  Array.from(x.keys()).sort((a, b) => x[a]! - x[b]! || tie * (a - b));

/** Σ wₖ·x₍ₖ₎, a weighted sum of sorted values of which some are tied. */
const sorted = (theta: Float64Array, w: Float64Array, random: Random): TieCase => {
  const by = (ranks: readonly number[]) => {
    const claim = new Float64Array(theta.length);
    ranks.forEach((i, k) => (claim[i] = w[k]!));
    return claim;
  };
  const [stable, reversed] = [by(order(theta, 1)), by(order(theta, -1))];
  const share = random();
  return {
    cost: (x) => Float64Array.from(x).sort().reduce((sum, value, k) => sum + w[k]! * value, 0),
    theta,
    right: named({
      stable,
      reversed,
      between: stable.map((value, i) => share * value + (1 - share) * reversed[i]!),
    }),
    wrong: named({
      zero: new Float64Array(theta.length),
      double: times(stable, 2),
      'nine tenths': times(stable, 0.9),
    }),
  };
}; // prettier-ignore

const tiedValues = (random: Random, tied: number, each: number) => {
  const values = Float64Array.of(
    ...vector(each, () => uniform(random, 1.1, 2)),
    ...vector(tied, () => 1),
    ...vector(each, () => uniform(random, 0.1, 0.9)),
  );
  return values;
};

/** The median of an odd number of values; in the middle some are tied. */
export const median: TieKind = (random, size) => {
  const tied = Math.max(3, size | 1);
  const theta = tiedValues(random, tied, 2);
  const w = new Float64Array(theta.length);
  w[w.length >> 1] = weight(random);
  return sorted(theta, w, random);
};

/** A weighted sum of sorted values. */
export const sorting: TieKind = (random, size) => {
  const theta = tiedValues(random, Math.max(2, size), 2);
  return sorted(theta, theta.map(() => weight(random)), random); // prettier-ignore
};

/** The sum of the k largest, some of the tied among them. */
export const topK: TieKind = (random, size) => {
  const tied = Math.max(3, size);
  const theta = tiedValues(random, tied, 2);
  const k = 2 + (tied >> 1);
  return sorted(theta, vector(theta.length, (i) => (i >= theta.length - k ? 1 : 0)), random); // prettier-ignore
};
