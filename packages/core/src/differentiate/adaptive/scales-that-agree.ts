import { type Fit, fitAt, LEAST_PAIRS } from './fits.ts';
import type { Range, Samples } from './samples.ts';

/** Standard errors of its own by which the slope of a smaller scale may differ: about one in 400 differs by more. */
export const AGREEMENT = 3;

/** Times the largest difference to a smaller scale, where scales don't agree: half of it more is room, as of an error that falls with t. */
const ROUGHNESS = 1.5;

/**
 * The fit at a level if it explains its pairs and every smaller scale agrees with it within its own noise: else a kink bends it.
 *
 * Lepski, "A problem of adaptive estimation in Gaussian white noise", 1991.
 */
export const agreedFit = (samples: Samples, { bottom }: Range, level: number): Fit | null => {
  const fit = fitAt(samples, level);
  if (fit === null || !fit.fits || fit.pairs < LEAST_PAIRS) return null;
  for (let smaller = level - 1; smaller >= bottom; smaller--) {
    const other = fitAt(samples, smaller);
    if (other && !(Math.abs(other.slope - fit.slope) <= AGREEMENT * other.standardError)) return null;
  }
  return fit;
};

/** Where no scale fits: the least bound that covers what all smaller scales say. */
export const roughFit = (samples: Samples, { bottom, top }: Range): Fit | null => {
  let best: Fit | null = null;
  for (let level = bottom + 2; level <= top; level++) {
    const fit = fitAt(samples, level);
    if (fit === null || fit.pairs < LEAST_PAIRS) continue;
    const spread = spreadBelow(samples, bottom, fit);
    const bound = fit.bound + ROUGHNESS * spread + fit.residual / fit.step;
    best = better(best, { ...fit, bound });
  }
  return best;
};

/** The one with the smaller bound. */
export const better = <S extends { readonly bound: number }>(one: S | null, other: S | null): S | null =>
  other !== null && (one === null || other.bound < one.bound) ? other : one;

/** The largest difference to a smaller scale that its noise doesn't explain. */
const spreadBelow = (samples: Samples, bottom: number, fit: Fit): number => {
  let spread = 0;
  for (let smaller = fit.level - 1; smaller >= bottom; smaller--) {
    const other = fitAt(samples, smaller);
    const difference = other ? Math.abs(other.slope - fit.slope) : 0;
    if (other && difference > AGREEMENT * other.standardError) spread = Math.max(spread, difference);
  }
  return spread;
};
