import { arithmetics } from './arithmetic.mjs';

const coarse = arithmetics.bfloat16.q;
const unit = (size, at, height = 1) => Float64Array.from({ length: size }, (_, i) => (i === at ? height : 0));
const scaled = (g, factor) => g.map((entry) => factor * entry);
const sumOf = (values) => values.reduce((total, value) => total + value, 0);

/** The entries that share the largest value. */
const largestOf = (values) => {
  const most = Math.max(...values);
  return [...values.keys()].filter((i) => values[i] === most);
};

/** How a right gradient shares a tie: the first, the last, all alike. */
const WAYS = {
  first: (places, size) => unit(size, places[0]),
  last: (places, size) => unit(size, places.at(-1)),
  shared: (places, size) =>
    Float64Array.from({ length: size }, (_, i) => (places.includes(i) ? 1 / places.length : 0)),
};

/** A tied part of so many parameters with weight w, and beside it a smooth parameter of its own: J = w·f(θ₀ …) + sin θ. */
const beside = (draws, { family, at, value, way, wrongs }) => {
  const size = at.length;
  const weight = draws.sign() * draws.scale(0.1, 10);
  const other = coarse(draws.normal());
  const whole = (part, last) => Float64Array.of(...scaled(part, weight), last);
  return {
    family,
    theta: Float64Array.of(...at, other),
    costIn: (theta) => weight * value(theta.subarray(0, size)) + Math.sin(theta[size]),
    gradientIn: ({ q }, theta) => whole(way(theta.subarray(0, size)), Math.cos(theta[size])).map(q),
    sides: Float64Array.from({ length: size + 1 }, (_, i) => (i < size ? NaN : 0)),
    wrongs: wrongs.map(([name, part]) => ({ name, grad: whole(part, Math.cos(other)) })),
  };
};

const tieOf = (draws, size) => new Float64Array(size).fill(coarse(draws.normal()));

const maximum = (draws) => {
  const size = draws.integer(2, 8);
  const share = WAYS[draws.pick(Object.keys(WAYS))];
  const way = (x) => share(largestOf(x), size);
  const right = new Float64Array(size).fill(1 / size);
  return beside(draws, {
    family: 'maximum of equals',
    at: tieOf(draws, size),
    value: (x) => Math.max(...x),
    way,
    wrongs: [
      ['zeros', scaled(right, 0)],
      ['ones', scaled(right, size)],
      ['0.9 of it', scaled(right, 0.9)],
    ],
  });
};

const largestSize = (draws) => {
  const size = draws.integer(2, 6);
  const t = coarse(draws.normal() + 0.1);
  const at = Float64Array.from({ length: size }, () => draws.sign() * t);
  const share = WAYS[draws.pick(Object.keys(WAYS))];
  const way = (x) => share(largestOf(x.map(Math.abs)), size).map((g, i) => g * Math.sign(x[i]));
  return beside(draws, {
    family: 'largest absolute value of equals',
    at,
    value: (x) => Math.max(...x.map(Math.abs)),
    way,
    wrongs: [
      ['zeros', new Float64Array(size)],
      ['signs', at.map(Math.sign)],
    ],
  });
};

const median = (draws) => {
  const size = 2 * draws.integer(1, 3) + 1;
  const way = (x) => {
    const middle = x.toSorted()[size >> 1];
    return unit(size, x.indexOf(middle));
  };
  return beside(draws, {
    family: 'median of equals',
    at: tieOf(draws, size),
    value: (x) => x.toSorted()[size >> 1],
    way,
    wrongs: [
      ['zeros', new Float64Array(size)],
      ['ones', new Float64Array(size).fill(1)],
    ],
  });
};

/** |x| − |y| at 0: any slopes between −1 and 1. */
const difference = (draws) => {
  const at0 = [draws.pick([-1, -0.5, 0, 1]), draws.pick([-1, 0, 0.3, 1])];
  return beside(draws, {
    family: '|x| − |y|',
    at: new Float64Array(2),
    value: ([x, y]) => Math.abs(x) - Math.abs(y),
    way: ([x, y]) => Float64Array.of(Math.sign(x) || at0[0], -Math.sign(y) || at0[1]),
    wrongs: [
      ['1.5', Float64Array.of(1.5, 0)],
      ['twos', Float64Array.of(2, -2)],
    ],
  });
};

/** relu(x) − relu(−x) = x: one parameter, whose slope is 1. */
const cancelling = (draws) =>
  beside(draws, {
    family: 'relu(x) − relu(−x)',
    at: new Float64Array(1),
    value: ([x]) => Math.max(0, x) - Math.max(0, -x),
    way: () => Float64Array.of(1),
    wrongs: [
      ['0', Float64Array.of(0)],
      ['2', Float64Array.of(2)],
    ],
  });

/** The sum of windows' maxima, over values of which some are equal. */
const pooling = (draws) => {
  const [windows, width] = [draws.integer(1, 4), draws.integer(2, 4)];
  const weights = draws.normals(windows).map((w) => w + Math.sign(w));
  const at = Float64Array.from({ length: windows * width }, () => draws.pick([0, 0, 0.5, -1]));
  const share = WAYS[draws.pick(Object.keys(WAYS))];
  const cut = (x, k) => x.subarray(k * width, (k + 1) * width);
  const perWindow = (sharesOf) =>
    Float64Array.of(...[...weights].flatMap((w, k) => [...scaled(sharesOf(k), w)]));
  const everyTied = perWindow((k) => {
    const places = largestOf(cut(at, k));
    return Float64Array.from({ length: width }, (_, i) => (places.includes(i) ? 1 : 0));
  });
  const isTied = [...weights.keys()].some((k) => largestOf(cut(at, k)).length > 1);
  return beside(draws, {
    family: 'max pooling',
    at,
    value: (x) => sumOf([...weights].map((w, k) => w * Math.max(...cut(x, k)))),
    way: (x) => perWindow((k) => share(largestOf(cut(x, k)), width)),
    wrongs: isTied ? [['every tied entry gets all of it', everyTied]] : [],
  });
};

/** The sum of the two largest of equals. */
const topTwo = (draws) => {
  const size = draws.integer(3, 6);
  const way = (x) => {
    const order = [...x.keys()].toSorted((i, j) => x[j] - x[i]);
    return Float64Array.from(x, (_, i) => (order.indexOf(i) < 2 ? 1 : 0));
  };
  return beside(draws, {
    family: 'the two largest of equals',
    at: tieOf(draws, size),
    value: (x) => {
      const sorted = x.toSorted();
      return sorted.at(-1) + sorted.at(-2);
    },
    way,
    wrongs: [
      ['zeros', new Float64Array(size)],
      ['ones', new Float64Array(size).fill(1)],
    ],
  });
};

/** A multiclass hinge, max(0, max over j > 0 of 1 + xⱼ − x₀), where margins are equal. */
const hinge = (draws) => {
  const size = draws.integer(3, 6);
  const t = draws.pick([0, 0.5, 2]);
  const at = new Float64Array(size).fill(t);
  at[0] = 0;
  const margins = (x) => x.map((value, i) => (i === 0 ? 0 : 1 + value - x[0]));
  const way = (x) => {
    const [most] = largestOf(margins(x));
    return most === 0
      ? new Float64Array(size)
      : Float64Array.from(x, (_, i) => (i === most ? 1 : i === 0 ? -1 : 0));
  };
  const all = Float64Array.from(at, (_, i) => (i === 0 ? 1 - size : 1));
  return beside(draws, {
    family: 'multiclass hinge',
    at,
    value: (x) => Math.max(...margins(x)),
    way,
    wrongs: [
      ['zeros', new Float64Array(size)],
      ['all margins', all],
    ],
  });
};

/** Families in which several parameters stand at a kink together. */
export const tiedFamilies = [maximum, largestSize, median, difference, cancelling, pooling, topTwo, hinge];
