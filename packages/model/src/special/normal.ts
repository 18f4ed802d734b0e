import { LEAST_MILLS, millsRatio } from './mills-ratio.ts';

const INVERSE_SQRT_2PI = 0.3989422804014327; // 1/√(2π)

/** Beyond it e^(−z²/2) is below the smallest double. */
const UNDERFLOW = 40;

/** e^(−z²/2). z² is split into a short square and a remainder, so that its rounding isn't magnified for large z. */
export const gaussian = (z: number): number => {
  if (Math.abs(z) > UNDERFLOW) return 0; // where the square were too long, too: 0·∞
  const short = Math.fround(z); // its square is exact in float64
  return Math.exp((-short * short) / 2) * Math.exp((-(z - short) * (z + short)) / 2);
};

/** The density of the standard normal distribution, φ(z) = e^(−z²/2)/√(2π). */
export const normalDensity = (z: number): number => INVERSE_SQRT_2PI * gaussian(z);

/** Φ(z) − ½ = φ(z)·(z + z³/3 + z⁵/15 + …), Abramowitz and Stegun 26.2.11: every term has z's sign, nothing cancels. */
const centralArea = (z: number): number => {
  let term = z;
  let sum = z;
  for (let odd = 3; Math.abs(term) > Math.abs(sum) * 1e-17; odd += 2) {
    term *= (z * z) / odd;
    sum += term;
  }
  return normalDensity(z) * sum;
};

/** 1 − Φ(z) for z ≥ 1. */
const upperTail = (z: number): number => normalDensity(z) * millsRatio(z);

/** The standard normal distribution Φ(z) = ½ erfc(−z/√2), with its relative precision kept in the lower tail. */
export const normalCdf = (z: number): number => {
  if (Number.isNaN(z)) return NaN;
  if (z > LEAST_MILLS) return 1 - upperTail(z);
  if (z < -LEAST_MILLS) return upperTail(-z);
  return 0.5 + centralArea(z);
};
