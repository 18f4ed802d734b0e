import type { Slope } from '../../contract/line.ts';
import { leastSquares } from '../../numerics/least-squares.ts';
import { offsetOf } from './ladder.ts';
import type { Pair, Samples } from './samples.ts';

/** Pairs are taken from this part of h on: shorter ones are noise. */
export const SHORTEST = 1 / 32;

/**
 * Standard errors of the slope in its bound: an error beyond 6 of them has a chance of 10⁻⁹ where noise is all, and the scale is the best of
 * many that were looked at.
 */
export const SLOPE_ERRORS = 6;

/** Standard errors of a kink's width in what may be hidden beside 0. The slope is off by half the width, so that these are 4 of its error. */
const HIDDEN_ERRORS = 2;

/** Standard errors of the width up to which there is no kink. */
const NO_KINK = 4;

/** Residuals may be beyond σ by so many times 1/√n: a root mean square of n has a deviation of 1/√2n. */
export const RESIDUAL_ROOM = 3;

/** From so many pairs on their residuals tell the noise better than σ does: times 1.2, as 12 leave it uncertain by a fifth; no less than σ/2. */
export const LOCAL = { pairs: 12, room: 1.2, least: 1 / 2 };

/** Pairs at the least: three coefficients of the even part, and two more to check it. */
export const LEAST_PAIRS = 5;

/** The slope by least squares at a scale. */
export interface Fit extends Slope {
  readonly level: number;
  readonly step: number;
  readonly pairs: number;
  /** Of the slope, by noise alone. */
  readonly standardError: number;
  /** The root mean square of the residuals. */
  readonly residual: number;
  /** Whether the model explains the pairs within the noise, without a kink. */
  readonly fits: boolean;
}

/** The fit of all pairs up to the level's offset h: odd part a·t, even part c + w·|t| + b·t². Null with fewer than two. */
export const fitAt = (samples: Samples, level: number): Fit | null => {
  const fits = fitsOf(samples);
  const known = fits.get(level);
  if (known !== undefined) return known;
  const fit = fitted(samples, level);
  fits.set(level, fit);
  return fit;
};

/** Fits that were made of the same values: comparing scales asks for each many times. */
interface Known {
  readonly evaluations: number;
  readonly sigma: number;
  readonly fits: Map<number, Fit | null>;
}
const knownFits = new WeakMap<Samples, Known>();

const fitsOf = (samples: Samples): Known['fits'] => {
  const { evaluations, sigma } = samples;
  let known = knownFits.get(samples);
  if (known?.evaluations !== evaluations || known.sigma !== sigma) {
    known = { evaluations, sigma, fits: new Map() };
    knownFits.set(samples, known);
  }
  return known.fits;
};

const fitted = (samples: Samples, level: number): Fit | null => {
  const h = offsetOf(level);
  const pairs = samples.within(h, SHORTEST);
  if (pairs.length < 2) return null;
  const odd = oddPart(pairs, h);
  const even = evenPart(pairs, h, samples.line.cost);
  const residual = Math.max(odd.residual, even?.residual ?? 0);
  const sigma = noiseOfFit(samples.sigma, residual, pairs.length);
  const standardError = odd.deviation * sigma;
  const kink = { width: even?.width ?? 0, error: (even?.deviation ?? Infinity) * sigma };
  const hidden = Math.abs(kink.width) + HIDDEN_ERRORS * kink.error;
  return {
    level,
    step: h,
    pairs: pairs.length,
    slope: odd.slope,
    bound: Math.max(SLOPE_ERRORS * standardError, hidden),
    standardError,
    residual,
    fits:
      residual <= samples.sigma * (1 + RESIDUAL_ROOM / Math.sqrt(pairs.length - 1)) &&
      Math.abs(kink.width) <= NO_KINK * kink.error,
  };
};

/** The noise that a fit's residuals and σ tell together. */
export const noiseOfFit = (sigma: number, residual: number, pairs: number): number =>
  pairs >= LOCAL.pairs ? Math.max(LOCAL.least * sigma, LOCAL.room * residual) : Math.max(sigma, residual);

/** a of (φ(t) − φ(−t))/2 = a·t, with its deviation in σ, and the residuals' root mean square: half a difference has σ/√2. */
const oddPart = (pairs: readonly Pair[], h: number) => {
  const [squares, moments] = pairs.reduce(
    ([tt, ta], { offset, slope }) => [tt + (offset / h) ** 2, ta + (offset / h) ** 2 * slope],
    [0, 0] as [number, number],
  );
  const slope = moments / squares;
  const rest = pairs.reduce((sum, pair) => sum + (pair.offset * (pair.slope - slope)) ** 2, 0);
  return {
    slope,
    residual: Math.sqrt((2 * rest) / (pairs.length - 1)),
    deviation: 1 / Math.SQRT2 / Math.sqrt(squares) / h,
  };
};

/** w of (φ(t) + φ(−t))/2 − φ(0) = c + w·t + b·t², with its deviation in σ; null with too few pairs. */
const evenPart = (pairs: readonly Pair[], h: number, cost: number) => {
  if (pairs.length < LEAST_PAIRS) return null;
  const fit = leastSquares(
    pairs.map(({ offset }) => [1, offset / h, (offset / h) ** 2]),
    pairs.map(({ plus, minus }) => (plus - cost + (minus - cost)) / 2),
  );
  if (fit === null) return null;
  return {
    width: fit.coefficients[1]! / h,
    residual: Math.sqrt((2 * fit.sumOfSquares) / (pairs.length - 3)),
    deviation: Math.sqrt(fit.variances[1]! / 2) / h,
  };
};
