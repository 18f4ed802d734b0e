import { named, shares, sign, type TieKind, times, uniform, vector, weight } from './tie-case.fixture.ts';

/** ±max of values of which some are tied. */
export const maximum: TieKind = (random, size) => {
  const value = uniform(random, -1, 1);
  const others = 3;
  const theta = vector(size + others, (i) => (i < size ? value : value - uniform(random, 0.1, 1)));
  const w = weight(random);
  const of = shares(Array.from({ length: size }, (_, i) => i), size + others, random); // prettier-ignore
  return {
    cost: (x) => w * Math.max(...x),
    theta,
    right: named({
      first: times(of.first, w),
      last: times(of.last, w),
      even: times(of.even, w),
      mixture: times(of.mixture, w),
    }),
    wrong: named({
      zero: new Float64Array(size + others),
      whole: times(of.whole, w),
      double: times(of.even, 2 * w),
      'nine tenths': times(of.first, 0.9 * w),
      flipped: times(of.first, -w),
    }),
  };
};

/** Max pooling, 2×2, with weights of both signs, of an image of few grey levels. */
export const pooling: TieKind = (random, size) => {
  const pools = Math.max(2, size >> 2);
  const theta = vector(4 * pools, () => Math.floor(4 * random()) / 4 + 0.25);
  theta.fill(1, 0, 3); // a tie at the least
  const w = vector(pools, () => weight(random));
  const window = (x: Float64Array, k: number) => x.subarray(4 * k, 4 * k + 4);
  const ofPools = (
    pick: 'first' | 'last' | 'even' | 'mixture' | 'whole',
    factor: (k: number) => number = () => 1,
  ) => {
    const claim = new Float64Array(4 * pools);
    for (let k = 0; k < pools; k++) {
      const values = window(theta, k);
      const most = Math.max(...values);
      const tied = [0, 1, 2, 3].filter((i) => values[i] === most);
      claim.set(times(shares(tied, 4, random)[pick], w[k]! * factor(k)), 4 * k);
    }
    return claim;
  };
  return {
    cost: (x) => w.reduce((sum, value, k) => sum + value * Math.max(...window(x, k)), 0),
    theta,
    right: named({
      first: ofPools('first'),
      last: ofPools('last'),
      even: ofPools('even'),
      mixture: ofPools('mixture'),
    }),
    wrong: named({
      zero: new Float64Array(4 * pools),
      whole: ofPools('whole'),
      double: ofPools('first', () => 2),
      'nine tenths': ofPools('even', () => 0.9),
      'one pool zeroed': ofPools('first', (k) => (k === 0 ? 0 : 1)),
      'one pool nine tenths': ofPools('first', (k) => (k === 0 ? 0.9 : 1)),
      'one pool flipped': ofPools('first', (k) => (k === 0 ? -1 : 1)),
    }),
  };
};

/** max |xᵢ| of values of both signs and one size. */
export const maximumNorm: TieKind = (random, size) => {
  const signs = vector(size, () => sign(random));
  const of = shares(Array.from({ length: size }, (_, i) => i), size, random);
  const signed = (values: Float64Array, factor = 1) => values.map((value, i) => factor * value * signs[i]!);
  return {
    cost: (x) => x.reduce((most, value) => Math.max(most, Math.abs(value)), 0),
    theta: times(signs, uniform(random, 0.3, 2)),
    right: named({ first: signed(of.first), last: signed(of.last), even: signed(of.even), mixture: signed(of.mixture) }),
    wrong: named({ zero: new Float64Array(size), whole: signed(of.whole), 'nine tenths': signed(of.even, 0.9) }),
  };
}; // prettier-ignore

/** max(x, y) − max(x, z) of equal x, y, z: smooth along each x by itself. */
export const differenceOfMaxima: TieKind = (random, size) => {
  const triples = Math.max(1, Math.round(size / 3));
  const theta = new Float64Array(3 * triples);
  for (let k = 0; k < triples; k++) theta.fill(uniform(random, 0.2, 1), 3 * k, 3 * k + 3);
  const w = vector(triples, () => weight(random));
  const ofTriples = (x: number, y: number, z: number) =>
    vector(3 * triples, (i) => w[Math.floor(i / 3)]! * [x, y, z][i % 3]!);
  return {
    cost: (p) =>
      w.reduce((sum, value, k) => {
        const [x, y, z] = p.subarray(3 * k, 3 * k + 3) as unknown as [number, number, number];
        return sum + value * (Math.max(x, y) - Math.max(x, z));
      }, 0),
    theta,
    right: named({ first: ofTriples(0, 0, 0), last: ofTriples(0, 1, -1), even: ofTriples(0, 0.5, -0.5), one: ofTriples(1, 0, -1) }),
    wrong: named({ double: ofTriples(0, 2, -2), unbalanced: ofTriples(1, 0, 0), whole: ofTriples(1, 1, -1) }),
  };
}; // prettier-ignore
