import { createRandom, type Random } from '../../numerics/random.ts';

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

const uniform = (random: Random, low: number, high: number) => low + (high - low) * random();
const sign = (random: Random) => (random() < 0.5 ? -1 : 1);
const weight = (random: Random) => sign(random) * uniform(random, 0.5, 1.5);
const vector = (size: number, of: (i: number) => number) =>
  Float64Array.from({ length: size }, (_, i) => of(i));
const times = (values: Float64Array, factor: number) => values.map((value) => factor * value);
const dot = (a: Float64Array, b: Float64Array) => a.reduce((sum, value, i) => sum + value * b[i]!, 0);
const named = (claims: Record<string, Float64Array>): Claim[] =>
  Object.entries(claims).map(([name, claim]) => ({ name, claim }));

/** Weights of a mixture: ≥ 0, sum 1. */
const mixture = (size: number, random: Random): Float64Array => {
  const parts = vector(size, () => -Math.log(1 - random()));
  return times(parts, 1 / parts.reduce((sum, value) => sum + value, 0));
};

/** Which of the tied get how much of one whole: the rules of libraries, and others. */
const shares = (tied: readonly number[], size: number, random: Random) => {
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

/** One relu over many weights, at 0. */
export const oneRelu: TieKind = (random, size) => {
  const inputs = vector(size, () => weight(random));
  const weights = vector(size - 1, () => weight(random));
  const bias = -weights.reduce((sum, value, i) => sum + value * inputs[i]!, 0);
  inputs[size - 1] = 1;
  const v = weight(random);
  const slope = times(inputs, v);
  const mask = vector(size, (i) => (i % 2 === 0 ? 0 : slope[i]!));
  return {
    cost: (x) => v * Math.max(0, dot(x, inputs)),
    theta: Float64Array.of(...weights, bias),
    right: named({ 0: times(slope, 0), 0.3: times(slope, 0.3), 0.5: times(slope, 0.5), 1: slope }),
    wrong: named({ double: times(slope, 2), flipped: times(slope, -0.5), mask }),
  };
};

/** A layer of relus whose weights and biases are 0, over several examples, before weights of both signs. */
export const deadLayer: TieKind = (random, size) => {
  const [units, features, examples] = [Math.max(1, Math.round(size / 4)), 3, 3];
  const X = Array.from({ length: examples }, () => Float64Array.of(...vector(features, () => weight(random)), 1));
  const V = vector(units * examples, () => weight(random));
  const row = (x: Float64Array, unit: number) => x.subarray(4 * unit, 4 * unit + 4);
  const ofUnits = (slope: (unit: number) => number) => {
    const claim = new Float64Array(4 * units);
    for (let unit = 0; unit < units; unit++)
      X.forEach((input, e) => input.forEach((value, i) => (claim[4 * unit + i]! += slope(unit) * V[unit * examples + e]! * value)));
    return claim;
  };
  return {
    cost: (x) => {
      let sum = 0;
      for (let unit = 0; unit < units; unit++)
        X.forEach((input, e) => (sum += V[unit * examples + e]! * Math.max(0, dot(row(x, unit), input))));
      return sum;
    },
    theta: new Float64Array(4 * units),
    right: named({ 0: ofUnits(() => 0), half: ofUnits(() => 0.5), 1: ofUnits(() => 1) }),
    wrong: named({ double: ofUnits(() => 2), 'one unit doubled': ofUnits((unit) => (unit === 0 ? 2 : 1)), flipped: ofUnits(() => -1) }),
  };
}; // prettier-ignore

/** Hinges at their margin: a unit of examples whose inputs are independent. */
export const hinges: TieKind = (random, size) => {
  const examples = 2;
  const theta = vector(size, () => weight(random));
  const inputs = Array.from({ length: examples }, () => vector(size, () => weight(random)));
  const margins = inputs.map((input) => dot(theta, input));
  const slope = vector(size, (i) => -inputs.reduce((sum, input) => sum + input[i]!, 0));
  return {
    cost: (x) => inputs.reduce((sum, input, e) => sum + Math.max(0, margins[e]! - dot(x, input)), 0),
    theta,
    right: named({ 0: new Float64Array(size), half: times(slope, 0.5), 1: slope, 'one of them': times(inputs[0]!, -1) }),
    wrong: named({ double: times(slope, 2), flipped: times(slope, -1), mask: slope.map((value, i) => (i === 0 ? 2 * value : value)) }),
  };
}; // prettier-ignore

/** Σ ±|xᵢ| at 0: separable. */
export const absolutes: TieKind = (random, size) => {
  const w = vector(size, () => weight(random));
  const within = w.map((value) => value * uniform(random, -0.9, 0.9));
  return {
    cost: (x) => x.reduce((sum, value, i) => sum + w[i]! * Math.abs(value), 0),
    theta: new Float64Array(size),
    right: named({ zero: new Float64Array(size), right: w, left: times(w, -1), within }),
    wrong: named({ double: times(w, 2), 'one too large': within.map((value, i) => (i === 0 ? 1.2 * w[i]! : value)) }),
  };
}; // prettier-ignore

/** Σ w·clip(x, 0, 1) at both ends. */
export const clips: TieKind = (random, size) => {
  const w = vector(size, () => weight(random));
  return {
    cost: (x) => x.reduce((sum, value, i) => sum + w[i]! * Math.min(1, Math.max(0, value)), 0),
    theta: vector(size, (i) => i % 2),
    right: named({ 0: new Float64Array(size), half: times(w, 0.5), 1: w }),
    wrong: named({ double: times(w, 2), flipped: times(w, -1) }),
  };
};

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

/** |Σ ±xᵢ| at 0. */
export const absoluteOfSum: TieKind = (random, size) => {
  const signs = vector(size, () => sign(random));
  const theta = vector(size, () => weight(random));
  theta[size - 1] = 0;
  theta[size - 1] = -signs[size - 1]! * dot(theta, signs);
  const within = uniform(random, -0.9, 0.9);
  return {
    cost: (x) => Math.abs(dot(x, signs)),
    theta,
    right: named({ zero: new Float64Array(size), right: signs, left: times(signs, -1), within: times(signs, within) }),
    wrong: named({ double: times(signs, 2), mask: signs.map((value, i) => (i === 0 ? 0 : value)) }),
  };
}; // prettier-ignore

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

/** Groups of a relu, a max and absolute values, their coordinates shuffled; of a wrong claim one group is wrong. */
export const mixedGroups: TieKind = (random, size) => {
  const each = Math.max(2, Math.round(size / 3));
  const cases = [oneRelu(random, each), maximum(random, each), absolutes(random, each)];
  const total = cases.reduce((sum, { theta }) => sum + theta.length, 0);
  const places = Array.from({ length: total }, (_, i) => i);
  for (let k = total - 1; k > 0; k--) {
    const other = Math.floor(random() * (k + 1));
    [places[k], places[other]] = [places[other]!, places[k]!];
  }
  let from = 0;
  const parts = cases.map(({ theta }) => places.slice(from, (from += theta.length)));
  const together = (of: (which: number) => Float64Array) => {
    const whole = new Float64Array(total);
    parts.forEach((part, which) => {
      const values = of(which);
      part.forEach((i, k) => (whole[i] = values[k]!));
    });
    return whole;
  };
  const pick = (claims: readonly Claim[]) => claims[Math.floor(random() * claims.length)]!.claim;
  const wrongOne = (wrong: number) =>
    together((which) => (which === wrong ? pick(cases[which]!.wrong) : pick(cases[which]!.right)));
  return {
    cost: (x) =>
      cases.reduce((sum, { cost }, which) => sum + cost(Float64Array.from(parts[which]!, (i) => x[i]!)), 0),
    theta: together((which) => cases[which]!.theta),
    right: named({ one: together((which) => pick(cases[which]!.right)), other: together((which) => pick(cases[which]!.right)) }),
    wrong: named({ relu: wrongOne(0), max: wrongOne(1), absolutes: wrongOne(2) }),
  };
}; // prettier-ignore

/** All kinds, by name. */
export const TIE_KINDS: Record<string, TieKind> = {
  maximum,
  pooling,
  oneRelu,
  deadLayer,
  hinges,
  absolutes,
  clips,
  median,
  sorting,
  topK,
  differenceOfMaxima,
  absoluteOfSum,
  maximumNorm,
  mixedGroups,
};

/** The case with a smooth, curved term added. */
export const curved = ({ cost, theta, right, wrong }: TieCase, seed: number): TieCase => {
  const random = createRandom(seed);
  const [a, phase] = [theta.map(() => weight(random) / 2), theta.map(() => uniform(random, 0, 6))];
  const b = theta.map(() => weight(random) / Math.sqrt(theta.length));
  const smooth = (x: Float64Array) =>
    x.reduce((sum, value, i) => sum + a[i]! * Math.sin(value + phase[i]!), 0) + dot(x, b) ** 2 / 2;
  const slope = theta.map((value, i) => a[i]! * Math.cos(value + phase[i]!) + dot(theta, b) * b[i]!);
  const moved = (claims: readonly Claim[]) =>
    claims.map(({ name, claim }) => ({ name, claim: claim.map((value, i) => value + slope[i]!) }));
  return { cost: (x) => cost(x) + smooth(x), theta, right: moved(right), wrong: moved(wrong) };
};

/** The case with its parameters in other units, powers of two: θᵢ/unitsᵢ, slopes times unitsᵢ. */
export const inUnits = ({ cost, theta, right, wrong }: TieCase, units: Float64Array): TieCase => {
  const times = (values: Float64Array) => values.map((value, i) => value * units[i]!);
  const scaled = (claims: readonly Claim[]) =>
    claims.map(({ name, claim }) => ({ name, claim: times(claim) }));
  return {
    units,
    cost: (x) => cost(times(x)),
    theta: theta.map((value, i) => value / units[i]!),
    right: scaled(right),
    wrong: scaled(wrong),
  };
};
