import { anySmooth } from './smooth-families.mjs';

const heaviside = (u) => (u > 0 ? 1 : 0);

/** Functions with a kink at u = 0: the value, and the slopes on the left and on the right of 0 at u. */
const KINKS = {
  absolute: [Math.abs, () => -1, () => 1],
  hinge: [(u) => Math.max(0, u), () => 0, () => 1],
  'hinge to the left': [(u) => Math.max(0, -u), () => -1, () => 0],
  leaky: [(u) => (u > 0 ? u : 0.1 * u), () => 0.1, () => 1],
  pinball: [(u) => (u > 0 ? 0.9 * u : -0.1 * u), () => -0.1, () => 0.9],
  'clip from above': [(u) => Math.min(u, 0), () => 1, () => 0],
  'hinge that bends': [(u) => Math.max(0, u) * (1 + u), () => 0, (u) => 1 + 2 * u],
  'line or parabola': [(u) => (u > 0 ? u * u : u), () => 1, (u) => 2 * u],
  'ramp of three thousandths': [
    (u) => Math.max(0, u) - Math.max(0, u - 3e-3),
    () => 0,
    (u) => 1 - heaviside(u - 3e-3),
  ],
  'dead zone': [(u) => Math.max(0, u) + Math.max(0, -u - 0.3), (u) => -heaviside(-u - 0.3), () => 1],
  'exponential or line': [(u) => (u > 0 ? 2 * u : Math.expm1(u)), (u) => Math.exp(u), () => 2],
  'square root beyond': [
    (u) => (u > 0 ? Math.sqrt(1 + 2 * u) - 1 : 0),
    () => 0,
    (u) => 1 / Math.sqrt(1 + 2 * u),
  ],
  triangles: [(u) => Math.abs(u - 2 * Math.round(u / 2)), () => -1, () => 1],
};

const DISTANCES = [
  0, 1e-15, 1e-14, 1e-13, 1e-12, 1e-11, 1e-10, 1e-9, 1e-8, 1e-7, 1e-6, 1e-5, 1e-4, 1e-3, 0.1,
];

/** Most parameters that may have kinks: what kinks do together is asked of all of them, again and again. */
const MOST = 10;

const fewParameters = (draws) => {
  let family;
  do family = anySmooth(draws);
  while (family.theta.length > MOST);
  return family;
};

/** A smooth function and kinks beside some of its parameters, at distances of 0 … 0.1 and of sizes 0.01 … 30. */
export const kinkedAt = (draws) => {
  const base = fewParameters(draws);
  const { theta } = base;
  const name = draws.pick(Object.keys(KINKS));
  const [value, left, right] = KINKS[name];
  const kinks = Array.from(theta, (t) => {
    if (draws.chance(0.4)) return null;
    const at = t + draws.sign() * draws.pick(DISTANCES);
    return { at, weight: draws.scale(0.01, 30), atZero: draws.pick([0, 0.5, 1]) };
  });
  const slopesOf = ({ at, weight }, t) => [weight * left(t - at), weight * right(t - at)];
  const slopeOf = (kink, t) => {
    const [lower, upper] = slopesOf(kink, t);
    if (t === kink.at) return lower + kink.atZero * (upper - lower);
    return t > kink.at ? upper : lower;
  };
  return {
    ...base,
    family: `${name} beside ${base.family}`,
    costIn: (at, q) =>
      kinks.reduce(
        (sum, kink, i) => (kink ? q(sum + q(kink.weight * q(value(q(at[i] - kink.at))))) : sum),
        base.costIn(at, q),
      ),
    gradientIn: (arithmetic, at) => {
      const { q } = arithmetic;
      const smooth = base.gradientIn(arithmetic, at);
      return smooth.map((g, i) => (kinks[i] ? q(g + q(slopeOf(kinks[i], at[i]))) : g));
    },
    /** Which way a mistake leaves the interval between both slopes: any, up, down, neither (strictly inside). */
    sides: Float64Array.from(theta, (t, i) => {
      if (!kinks[i]) return 0;
      const [lower, upper] = slopesOf(kinks[i], t).toSorted((a, b) => a - b);
      const own = slopeOf(kinks[i], t);
      if (lower === upper) return 0;
      return own === upper ? 1 : own === lower ? -1 : NaN;
    }),
  };
};
