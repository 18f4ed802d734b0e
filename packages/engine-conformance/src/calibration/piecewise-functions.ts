import type { KnownFunction } from './known-function.ts';

/** J = Σ f(θᵢ). */
const separable = (
  name: string,
  theta: readonly number[],
  f: (t: number) => number,
  slope: (t: number) => number,
): KnownFunction => ({
  group: 'piecewise',
  name,
  theta,
  cost: (at) => at.reduce((sum, t) => sum + f(t), 0),
  gradient: (at) => at.map(slope),
});

/** Knots, unevenly: ten to a unit. */
const KNOTS = Array.from({ length: 60 }, (_, k) => -3 + k / 10 + 0.03 * Math.sin(7 * k));
const POINTS = [-2.3, -1.13, -0.37, 0.41, 1.02, 1.7, 2.6];

/** Σ ±(t − knot)ᵖ beyond each knot: its p-th derivative jumps there. */
const spline = (power: number): KnownFunction => {
  const over = (t: number, f: (by: number) => number) =>
    KNOTS.reduce((sum, knot, k) => (t > knot ? sum + Math.cos(3 * k) * f(t - knot) : sum), 0);
  return separable(
    `a spline whose derivative ${power} jumps`,
    POINTS,
    (t) => over(t, (by) => by ** power),
    (t) => over(t, (by) => power * by ** (power - 1)),
  );
};

/** A smooth function and a knot beside each point, at the given part of it: 1 % and less of its size. */
const besideKnot = (power: number, beside: number): KnownFunction => {
  const knots = POINTS.map((t) => t * (1 + beside));
  const pieces = (at: ArrayLike<number>, f: (by: number) => number) =>
    knots.map((knot, i) => (at[i]! > knot ? f(at[i]! - knot) : 0));
  return {
    group: 'piecewise',
    name: `a knot of order ${power} within ${beside} of each parameter`,
    theta: POINTS,
    cost: (at) => pieces(at, (by) => 3 * by ** power).reduce((sum, v, i) => sum + v + Math.sin(at[i]!), 0),
    gradient: (at) => {
      const knotted = pieces(at, (by) => 3 * power * by ** (power - 1));
      return at.map((t, i) => Math.cos(t) + knotted[i]!);
    },
  };
};

/** The mean of |t − knot| over many knots, as relu makes them: straight between, bent at each. */
const reluMean = (count: number): KnownFunction => {
  const knots = Array.from({ length: count }, (_, k) => 3 * Math.sin(k * k + 1));
  return separable(
    `a mean of ${count} relu`,
    POINTS,
    (t) => knots.reduce((sum, knot) => sum + Math.max(0, t - knot), 0) / count,
    (t) => knots.filter((knot) => t > knot).length / count,
  );
};

const huber = separable(
  'Huber beside its joint',
  [0.5004, 0.49999, 0.5000001, -0.499, -0.5003, -0.50000002],
  (t) => (Math.abs(t) <= 0.5 ? (t * t) / 2 : Math.abs(t) / 2 - 1 / 8),
  (t) => (Math.abs(t) <= 0.5 ? t : Math.sign(t) / 2),
);

/** A table of sin with straight lines between its entries. */
const table = (entries: number): KnownFunction => {
  const width = 3 / entries;
  const slope = (t: number) => {
    const k = Math.floor(t / width);
    return (Math.sin((k + 1) * width) - Math.sin(k * width)) / width;
  };
  return separable(
    `a table of ${entries} entries`,
    [0.31373, 0.77129, 1.23291, 1.90713, 2.41437],
    (t) => {
      const k = Math.floor(t / width);
      return Math.sin(k * width) + (t - k * width) * slope(t);
    },
    slope,
  );
};

/** Functions made of pieces: splines, relu, Huber, tables. Their slopes are those of the piece that θ lies in. */
export const piecewiseFunctions: readonly KnownFunction[] = [
  ...[2, 3, 4].map(spline),
  ...[2, 3].flatMap((power) => [1e-2, 1e-3, -1e-3, 1e-4].map((beside) => besideKnot(power, beside))),
  ...[10, 100, 1000].map(reluMean),
  huber,
  ...[30, 300, 3000].map(table),
];
