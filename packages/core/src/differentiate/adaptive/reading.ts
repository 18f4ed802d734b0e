import type { Asking, Slope } from '../../contract/line.ts';
import { BOUND_DEVIATIONS } from '../../numerics/deviations.ts';
import { LINEAR_FALL } from '../../numerics/safety-factors.ts';
import { levelsFrom } from './ladder.ts';
import { isFinitePair, noiseAt, type Pair, type Samples } from './samples.ts';

/** The rungs that a reading takes. */
const RUNGS = 3;

/** Part of the next term that the terms seen so far let expect, as a geometric series. */
const NEXT_TERM = 1 / 8;

/**
 * Where φ is smooth, gap is about a fifth of |D₂ − D₁| or less: (t₁/t₂)² of it, times the next term's part. Beside a kink it may be anything
 * up to all of it by chance; a quarter lets smooth functions pass.
 */
const GAP_OF_SMOOTH = 1 / 4;

/** By what factor the kink part of S may grow otherwise than S = b·t² + f·t⁴ makes it: a kink's stays, a jump's falls. */
const GROWTH = { least: 0.4, most: 2.5 };

/** The slope as three rungs tell it. */
export interface Reading extends Slope {
  readonly level: number;
  readonly step: number;
  /** σ at these rungs. */
  readonly sigma: number;
  readonly noise: number;
  readonly truncation: number;
  /** |D(t₂) − D(t₁)|. */
  readonly change: number;
  /** About |φ‴|: a central difference is off by φ‴·t²/6; with the noise of the two that show it. */
  readonly third: number;
  /** |S|/t². */
  readonly curvature: number;
  /** The change of the slope at 0 that the second differences show, as of a kink, and how far noise hides one: its standard deviation. */
  readonly kink: { readonly width: number; readonly deviation: number };
  /** Whether both differences fall as those of a smooth function do, not as kinks make them by chance. */
  readonly smooth: boolean;
  /** Whether φ never moved from φ(0). */
  readonly constant: boolean;
  /** The plain difference at the longest rung, where neither t² nor t³ shows. */
  readonly plain: Slope;
}

/** Reads the slope at three neighbouring rungs; null where φ isn't finite there. */
export function* readAt(samples: Samples, level: number): Asking<Reading | null> {
  const rungs = (yield* samples.climb(levelsFrom(level, RUNGS))) as [Pair, Pair, Pair];
  return rungs.every(isFinitePair) ? reading(samples, level, rungs) : null;
}

/**
 * The slope at 0 by Richardson's extrapolation of the central differences at the two shorter rungs, of error O(h⁴), and its bound:
 * noise, and truncation as the longer pair shows it.
 */
const reading = (samples: Samples, level: number, rungs: readonly [Pair, Pair, Pair]): Reading => {
  const [one, two, three] = rungs;
  const sigma = noiseAt(samples, rungs);
  const weight = weightOf(one, two);
  const slope = one.slope + (one.slope - two.slope) * weight;
  const gap = Math.abs(two.slope + (two.slope - three.slope) * weightOf(two, three) - slope);
  const change = Math.abs(two.slope - one.slope);
  const moved = Math.abs(slope) * samples.rounding;
  const deviation = Math.hypot(1 + weight, weight * (one.offset / two.offset)) / Math.SQRT2;
  const noise = (BOUND_DEVIATIONS * deviation * sigma + moved) / one.offset;
  const size = Math.abs(one.slope) + Math.abs(two.slope);
  const next = size > 0 ? NEXT_TERM * change * (change / size) : 0;
  const truncation = Math.max(gap <= noise ? gap / 2 : LINEAR_FALL * gap, next);
  const kink = kinkPart(one, two, sigma);
  return {
    level,
    step: one.offset,
    sigma,
    slope,
    noise,
    truncation,
    bound: noise + truncation,
    change,
    third: ((6 * (change + noise)) / one.offset / one.offset) * weight,
    curvature: Math.abs(one.second) / one.offset / one.offset,
    kink,
    smooth: (gap <= noise || gap <= GAP_OF_SMOOTH * change) && secondsAreSmooth(rungs, kink, sigma),
    constant: rungs.every(({ plus, minus }) => plus === samples.line.cost && minus === samples.line.cost),
    plain: plainAt(two, three, sigma, moved),
  };
};

/** t₁²/(t₂² − t₁²), without squares that underflow or overflow where θ is tiny or huge. */
const weightOf = (one: Pair, two: Pair): number => 1 / ((two.offset / one.offset) ** 2 - 1);

/** w of S(t) = w·t + b·t² at two rungs: by how much the slopes right and left of 0 differ; and its standard deviation. */
const kinkPart = (one: Pair, two: Pair, sigma: number): Reading['kink'] => {
  const ratio = one.offset / two.offset;
  const [w1, w2] = [1 / (1 - ratio) / one.offset, ratio / (1 - ratio) / two.offset];
  return {
    width: w1 * one.second - w2 * two.second,
    deviation: Math.hypot(w1 * Math.SQRT2, w2 * Math.SQRT2, 2 * (w1 - w2)) * sigma,
  };
};

/** Whether a kink part is hidden by the noise, or grows from the one pair of rungs to the next as t⁴ in S makes it. */
const secondsAreSmooth = (
  [one, two, three]: readonly [Pair, Pair, Pair],
  { width, deviation }: Reading['kink'],
  sigma: number,
): boolean => {
  if (Math.abs(width) <= BOUND_DEVIATIONS * deviation) return true;
  const [t1, t2, t3] = [one.offset, two.offset, three.offset];
  const ofQuartic = (t3 / t1) * ((t2 + t3) / (t1 + t2)); // the kink part of f·t⁴ at (t₁, t₂) is −f·t₁t₂(t₁ + t₂)
  const growth = kinkPart(two, three, sigma).width / width / ofQuartic;
  return growth > GROWTH.least && growth < GROWTH.most;
};

const plainAt = (two: Pair, three: Pair, sigma: number, moved: number): Slope => ({
  slope: three.slope,
  bound:
    ((BOUND_DEVIATIONS / Math.SQRT2) * sigma + moved) / three.offset +
    Math.abs(three.slope - two.slope) +
    Math.abs(three.second) / (2 * three.offset),
});
