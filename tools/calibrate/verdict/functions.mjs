import { layoutOf } from '@gradproof/flatteners';
import { arithmetics } from './arithmetic.mjs';
import { costIn, gradientIn } from './back-propagation.mjs';
import { kinkedAt } from './kinked-families.mjs';
import { smallNets } from './nets.mjs';
import { sidesOf } from './sides-of.mjs';
import { anySmooth } from './smooth-families.mjs';
import { tiedFamilies } from './tied-families.mjs';

/** Parameters in one or two tensors. */
const layoutFor = (size, draws) => {
  const cut = size > 3 && draws.chance(0.6) ? draws.integer(1, size - 1) : size;
  return layoutOf(
    [
      { name: 'a', shape: [cut] },
      { name: 'b', shape: [size - cut] },
    ].filter(({ shape }) => shape[0] > 0),
  );
};

/** A function problem: `cost` of θ in float64, `gradientIn` of an arithmetic and θ; `sides` by coordinate where a mistake may point. */
const problemOf = ({ theta, cost, gradientIn: gradient, sides = null, wrongs = [], family }, draws) => ({
  problem: { kind: 'function', layout: layoutFor(theta.length, draws), theta, cost },
  gradientIn: gradient,
  sides,
  wrongs,
  family,
});

/** J = factor·f(θ/length) + offset. */
const badlyScaled = (family, draws) => {
  const [factor, offset] = [draws.scale(1e-8, 1e8), draws.chance(0.3) ? draws.scale(1, 100) : 0];
  const lengths = Float64Array.from(family.theta, () =>
    draws.chance(0.5) ? 2 ** draws.integer(-16, 16) : 1,
  );
  const inner = (theta, q) => theta.map((t, i) => q(t / lengths[i]));
  const { q: exact } = arithmetics.float64;
  return {
    ...family,
    theta: family.theta.map((t, i) => t * lengths[i]),
    cost: (theta) => factor * (family.costIn(inner(theta, exact), exact) + offset),
    gradientIn: (arithmetic, theta) => {
      const { q } = arithmetic;
      return family
        .gradientIn(arithmetic, inner(theta.map(q), q))
        .map((g, i) => q(q(factor * g) / q(lengths[i])));
    },
  };
};

const plain = (family) => ({ ...family, cost: (theta) => family.costIn(theta, (x) => x) });

const smooth = (draws) => {
  const family = anySmooth(draws);
  return problemOf(draws.chance(0.4) ? badlyScaled(family, draws) : plain(family), draws);
};

const kinked = (draws) => problemOf(plain(kinkedAt(draws)), draws);

const tied = (draws) => problemOf(plain(draws.pick(tiedFamilies)(draws)), draws);

const words = new Uint32Array(2);
const doubles = new Float64Array(words.buffer);

/** A number in −1 … 1 that depends on every bit of θ. */
const noiseAt = (theta) => {
  let state = 0x9e3779b9;
  for (const value of theta) {
    doubles[0] = value;
    for (const word of words) {
      state = Math.imul(state ^ word, 0x85ebca6b);
      state = Math.imul(state ^ (state >>> 15), 0xc2b2ae35);
      state ^= state >>> 13;
    }
  }
  return (state >>> 0) / 2 ** 31 - 1;
};

/** Values that scatter: by a part of themselves, or printed to so many digits. */
const noisy = (draws) => {
  const family = plain(anySmooth(draws));
  const size = draws.scale(1e-14, 1e-4);
  const digits = draws.integer(5, 12);
  const isPrinted = draws.chance(0.3);
  const scattered = (theta) => family.cost(theta) * (1 + size * noiseAt(theta));
  const printed = (theta) => Number(family.cost(theta).toPrecision(digits));
  return problemOf({ ...family, cost: isPrinted ? printed : scattered }, draws);
};

/** A network as a function of its parameters that computes in float32: smooth, or with the kinks of relu. */
const networkInFloat32 = (draws) => {
  const net = draws.pick(smallNets)(draws);
  return {
    problem: {
      kind: 'function',
      layout: net.layout,
      theta: net.theta,
      cost: (theta) => costIn(net, theta, arithmetics.float32),
    },
    gradientIn: (arithmetic, theta) => gradientIn(net, arithmetic, theta),
    sides: sidesOf(net),
    wrongs: [],
    family: `float32 network, ${net.network.layers.map(({ activation }) => activation).join(' ')}`,
  };
};

/** Most parameters of a function that computes in float32: each takes many evaluations. */
const FEW = 6;

const float32 = (draws) => {
  if (draws.chance(0.5)) return networkInFloat32(draws);
  let family;
  do family = draws.chance(0.3) ? kinkedAt(draws) : anySmooth(draws);
  while (family.theta.length > FEW);
  const cost = (theta) => family.costIn(theta.map(Math.fround), Math.fround);
  return problemOf({ ...family, cost }, draws);
};

/** Functions by kind. */
export const functions = { smooth, kinked, tied, noisy, float32 };
