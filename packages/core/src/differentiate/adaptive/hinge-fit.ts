import type { Slope } from '../../contract/line.ts';
import { BOUND_DEVIATIONS } from '../../numerics/deviations.ts';
import { type LeastSquares, leastSquares } from '../../numerics/least-squares.ts';
import { offsetOf } from './ladder.ts';
import type { Samples } from './samples.ts';
import { AGREEMENT } from './scales-that-agree.ts';

/** Pairs are taken from this part of h on: a kink close to 0 shows in short ones. */
const SHORTEST = 1 / 256;

/** Points at the least: five unknowns, the place of the kink included, and twice as many to check them. */
const LEAST_POINTS = 16;
const UNKNOWNS = 5;

/** Places d of the kink that are tried on both sides, as powers of two of h: less than a seventh apart. */
const PLACES = { least: -7, most: -0.3, apart: 0.2 };

/** Residuals may be beyond σ by so many times 1/√n, and tell the noise themselves: as of a fit without kink, of twice as many values. */
const RESIDUAL_ROOM = 2;
const LOCAL = { room: 1.2, least: 1 / 2 };

/** A kink farther out than this part of h, or fainter than so many standard errors, isn't what keeps the step short. */
const CLOSE = 1 / 4;
const CLEAR = 8;

/** Residual sums of squares, in σ², by which a place may be worse than the best one: 6 standard deviations. */
const POSSIBLE = 36;

/** Standard errors of the slope on either side of its interval. */
const SLOPE_ERRORS = 6;

/** Times the interval: a second kink may be hidden by the first. */
const SECOND_KINK = 1.5;

/** The fit for one place of the kink. */
interface Hinge extends LeastSquares {
  /** d, in parts of h. */
  readonly place: number;
  readonly slope: number;
  readonly width: number;
  /** Standard error of the slope, in σ. */
  readonly unit: number;
}

/** What a kink close by leaves of the slope. */
export type HingeFit =
  | (Slope & { readonly kind: 'hinge'; readonly step: number })
  /** One kink doesn't explain the values. */
  | { readonly kind: 'misfit' }
  /** The values don't tell. */
  | { readonly kind: 'nothing' };

/** One kink at d: all slopes at 0 that c + a·t + b·t² + w·(t − d)₊ allows within the noise. */
export const hingeAt = (samples: Samples, bottom: number, level: number): HingeFit => {
  const h = offsetOf(level);
  const points = pointsWithin(samples, h);
  if (points.length < LEAST_POINTS) return { kind: 'nothing' };
  const hinges = hingesOf(points, h);
  if (hinges.length === 0) return { kind: 'nothing' };
  const best = hinges.reduce((one, other) => (other.sumOfSquares < one.sumOfSquares ? other : one));
  const residual = Math.sqrt(best.sumOfSquares / (points.length - UNKNOWNS));
  const sigma = Math.max(LOCAL.least * samples.sigma, LOCAL.room * residual);
  const isFit = residual <= samples.sigma * (1 + RESIDUAL_ROOM / Math.sqrt(points.length - UNKNOWNS));
  if (!isFit || !residualsAreNoise(points, best, { h, bottom, level, sigma })) return { kind: 'misfit' };
  if (Math.abs(best.place) > CLOSE || Math.abs(best.width) < CLEAR * best.unit * sigma)
    return { kind: 'nothing' };
  const possible = hinges.filter(
    ({ sumOfSquares }) => sumOfSquares <= best.sumOfSquares + POSSIBLE * sigma * sigma,
  );
  return { kind: 'hinge', step: h, ...intervalOf(possible, h, sigma, samples.sigma) };
};

type Point = readonly [t: number, value: number];

/** φ(t) − φ(0) on both sides, t in parts of h. */
const pointsWithin = (samples: Samples, h: number): Point[] =>
  samples.within(h, SHORTEST).flatMap(({ offset, plus, minus }): Point[] => [
    [offset / h, plus - samples.line.cost],
    [-offset / h, minus - samples.line.cost],
  ]);

const hingesOf = (points: readonly Point[], h: number): Hinge[] => {
  const hinges: Hinge[] = [];
  const values = points.map(([, value]) => value);
  for (let power = PLACES.least; power <= PLACES.most; power += PLACES.apart)
    for (const side of [-1, 1]) {
      const place = side * 2 ** power;
      const fit = leastSquares(
        points.map(([t]) => [1, t, t * t, Math.max(0, t - place) - (place < 0 ? t : 0)]),
        values,
      ); // the second coefficient is the slope at 0: left of the kink or right of it
      if (fit)
        hinges.push({
          ...fit,
          place,
          slope: fit.coefficients[1]! / h,
          width: fit.coefficients[3]! / h,
          unit: Math.sqrt(fit.variances[1]!) / h,
        });
    }
  return hinges;
};

/** Whether what is left has no slope at any smaller scale. */
const residualsAreNoise = (
  points: readonly Point[],
  { residuals }: Hinge,
  {
    h,
    bottom,
    level,
    sigma,
  }: { readonly h: number; readonly bottom: number; readonly level: number; readonly sigma: number },
): boolean => {
  for (let smaller = level - 1; smaller >= bottom; smaller--) {
    let [slope, squares] = [0, 0];
    points.forEach(([t], k) => {
      if (Math.abs(t) * h > offsetOf(smaller)) return;
      slope += t * residuals[k]!;
      squares += t * t;
    });
    if (Math.abs(slope) > AGREEMENT * sigma * Math.sqrt(squares)) return false;
  }
  return true;
};

/** All slopes at 0 of the places that are possible; both sides of a kink so close that noise hides on which 0 is. */
const intervalOf = (possible: readonly Hinge[], h: number, local: number, sigma: number): Slope => {
  const ends = possible.flatMap(({ slope, width, place, unit }) => {
    const isHidden = Math.abs(width * place * h) < BOUND_DEVIATIONS * sigma;
    const slopes = isHidden ? [slope, slope + Math.sign(place) * width] : [slope];
    return slopes.flatMap((side) => [side - SLOPE_ERRORS * unit * local, side + SLOPE_ERRORS * unit * local]);
  });
  const [lower, upper] = [Math.min(...ends), Math.max(...ends)];
  return { slope: (lower + upper) / 2, bound: (SECOND_KINK * (upper - lower)) / 2 };
};
