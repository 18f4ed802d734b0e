import {
  absolute,
  add,
  divide,
  exact,
  multiply,
  negate,
  scale,
  subtract,
  twoSum,
  ZERO,
  type DoubleDouble,
} from '../special/double-double.ts';
import { density, upperTail } from '../special/normal-tail.ts';
import { rampIncrement } from '../special/ramp.ts';

/** Where f′(z) = Φ(z) + z·φ(z) is 0, and how far on either side it is summed from there; to 2^−108, in two parts and a third. */
const MINIMUM = [-0.7517915246935645, 1.4956759177009883e-17, 5.384040947833005e-34] as const;
const MINIMUM_WIDTH = 1 / 8;
const AT_MINIMUM: DoubleDouble = { high: MINIMUM[0], low: MINIMUM[1] };
/** Steps with |δ|·max(1, |z|) up to this are summed by the Taylor series, whose first TERMS terms leave 2^−106. */
const STEP_LIMIT = 1 / 8;
const TERMS = 24;
/** From here on f is max(z, 0), to the smallest double. */
const TAIL = 40;

/**
 * The terms qₙtⁿ of f″(z + t)/φ(z) = (2 − (z + t)²)·e^(−zt − t²/2):
 * qₙ = (2 − z²)·aₙ − 2z·aₙ₋₁ − aₙ₋₂, where the exponential's are a₀ = 1, a₁ = −z, (n + 1)·aₙ₊₁ = −z·aₙ − aₙ₋₁.
 */
const curvatureTerms = (z: DoubleDouble, t: DoubleDouble): DoubleDouble[] => {
  const [zt, tt] = [multiply(z, t), multiply(t, t)];
  const factor = subtract(exact(2), multiply(z, z));
  let [beforeLast, last, term] = [ZERO, ZERO, exact(1)]; // aₙ₋₂tⁿ⁻², aₙ₋₁tⁿ⁻¹, aₙtⁿ
  return Array.from({ length: TERMS }, (_, n) => {
    const lower = add(scale(multiply(zt, last), 1), multiply(tt, beforeLast));
    const curvature = subtract(multiply(factor, term), lower);
    const next = divide(negate(add(multiply(zt, term), multiply(tt, last))), exact(n + 1));
    [beforeLast, last, term] = [last, term, next];
    return curvature;
  });
};

/** Σ qₙtⁿ/divisor(n), the smallest terms first. */
const sum = (terms: DoubleDouble[], divisor: (n: number) => number): DoubleDouble =>
  terms.reduceRight((total, term, n) => add(total, divide(term, exact(divisor(n)))), ZERO);

/** f′(z): near the minimum ∫ f″ from there, which keeps its relative precision, and Φ(z) + z·φ(z) elsewhere. */
const slope = (z: DoubleDouble): DoubleDouble => {
  const offset = subtract(subtract(z, AT_MINIMUM), exact(MINIMUM[2]));
  if (Math.abs(offset.high) > MINIMUM_WIDTH) return add(upperTail(negate(z)), multiply(z, density(z)));
  const integral = multiply(
    offset,
    sum(curvatureTerms(AT_MINIMUM, offset), (n) => n + 1),
  );
  return multiply(density(AT_MINIMUM), integral);
};

/** δ·f′(z) + ∫₀^δ (δ − t)·f″(z + t) dt = δ·(f′(z) + φ(z)·δ·Σ qₙδⁿ/((n + 1)(n + 2))). */
const smallStep = (z: DoubleDouble, delta: DoubleDouble): DoubleDouble => {
  const series = sum(curvatureTerms(z, delta), (n) => (n + 1) * (n + 2));
  return multiply(delta, add(slope(z), multiply(density(z), multiply(delta, series))));
};

/** |x|·(1 − Φ(|x|)) = max(x, 0) − f(x). */
const belowRamp = (x: DoubleDouble): DoubleDouble =>
  Math.abs(x.high) > TAIL ? ZERO : multiply(absolute(x), upperTail(absolute(x)));

/** f(z + δ) − f(z) of f(z) = z·Φ(z); larger steps by the difference of max(x, 0) − |x|·(1 − Φ(|x|)). */
export const geluIncrement = (z: number, delta: number): DoubleDouble => {
  const [start, end] = [exact(z), twoSum(z, delta)];
  const isSmall = Math.abs(z) <= TAIL && Math.abs(delta) * Math.max(1, Math.abs(z)) <= STEP_LIMIT;
  return isSmall
    ? smallStep(start, exact(delta))
    : subtract(rampIncrement(z, delta), subtract(belowRamp(end), belowRamp(start)));
};
