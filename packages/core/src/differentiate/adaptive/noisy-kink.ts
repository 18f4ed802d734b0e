import type { Asking, Slope } from '../../contract/line.ts';
import { BOUND_DEVIATIONS } from '../../numerics/deviations.ts';
import { leastSquares } from '../../numerics/least-squares.ts';
import { LEAST_PAIRS, noiseOfFit, RESIDUAL_ROOM, SHORTEST, SLOPE_ERRORS } from './fits.ts';
import { offsetOf } from './ladder.ts';
import { areApart, type TwoSlopes } from './one-sided.ts';
import { addRound, hasRoom } from './rounds-of-pairs.ts';
import type { Range, Samples } from './samples.ts';
import { AGREEMENT, better } from './scales-that-agree.ts';

/** The slope on one side of 0 at a scale. */
interface SideFit extends Slope {
  readonly level: number;
  readonly step: number;
  readonly standardError: number;
  /** Whether it begins at φ(0), but for noise, and explains its values. */
  readonly fits: boolean;
}

/** Levels above the lowest rung from which a side has values enough. */
const ABOVE_BOTTOM = 3;

/**
 * A kink at 0 among noise: the slopes on both sides, each by least squares from its own values. Null where they aren't apart: the kink, if there is
 * one, lies beside 0, or noise hides it. A kink of width w at d beside 0 is one at 0 where w·d is at most 8σ: J doesn't tell on which side θ is.
 */
export function* noisyKink(samples: Samples, range: Range, needed: number): Asking<TwoSlopes | null> {
  for (let round = 0; ; round++) {
    const [left, right] = [bestSide(samples, range, -1), bestSide(samples, range, 1)];
    if (left === null || right === null) return null;
    const kink = { kind: 'kink', left, right, step: Math.min(left.step, right.step) } as const;
    if (!areApart(kink)) return null;
    if (Math.max(left.bound, right.bound) <= needed || !hasRoom(samples)) return kink;
    yield* addRound(samples, (left.bound > right.bound ? left : right).level, round);
  }
}

/** The fit of the least bound on which this side's scales agree. */
const bestSide = (samples: Samples, { bottom, top }: Range, side: 1 | -1): SideFit | null => {
  let best: SideFit | null = null;
  for (let level = bottom + ABOVE_BOTTOM; level <= top; level++) {
    const fit = sideAt(samples, level, side);
    if (fit?.fits && agreesBelow(samples, bottom, fit, side)) best = better(best, fit);
  }
  return best;
};

const agreesBelow = (samples: Samples, bottom: number, { level, slope }: SideFit, side: 1 | -1): boolean => {
  for (let smaller = level - 1; smaller >= bottom; smaller--) {
    const other = sideAt(samples, smaller, side);
    if (other && !(Math.abs(other.slope - slope) <= AGREEMENT * other.standardError)) return false;
  }
  return true;
};

/** c + a·t + b·t² to the values of one side up to the level's offset, of which a is the slope. Null with too few. */
const sideAt = (samples: Samples, level: number, side: 1 | -1): SideFit | null => {
  const h = offsetOf(level);
  const pairs = samples.within(h, SHORTEST);
  if (pairs.length < LEAST_PAIRS) return null;
  const fit = leastSquares(
    pairs.map(({ offset }) => [1, offset / h, (offset / h) ** 2]),
    pairs.map(({ plus, minus }) => (side > 0 ? plus : minus) - samples.line.cost),
  );
  if (fit === null) return null;
  const free = pairs.length - 3;
  const residual = Math.sqrt(fit.sumOfSquares / free);
  const standardError =
    (noiseOfFit(samples.sigma, residual, pairs.length) * Math.sqrt(fit.variances[1]!)) / h;
  return {
    level,
    step: h,
    slope: (side * fit.coefficients[1]!) / h,
    bound: SLOPE_ERRORS * standardError,
    standardError,
    fits:
      residual <= samples.sigma * (1 + RESIDUAL_ROOM / Math.sqrt(free)) &&
      Math.abs(fit.coefficients[0]!) <= BOUND_DEVIATIONS * samples.sigma,
  };
};
