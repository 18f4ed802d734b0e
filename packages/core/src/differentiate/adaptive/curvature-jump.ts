import type { Asking, Line } from '../../contract/line.ts';
import { BOUND_DEVIATIONS } from '../../numerics/deviations.ts';
import { climb, type Ladder, type Rung, type Triple } from './ladder.ts';
import { noiseAt } from './reading.ts';

/** The second difference φ(t) − 2φ(0) + φ(−t) has √6 of φ's noise. */
const SECOND_DIFFERENCE = Math.sqrt(6);

/** The width of a kink stays the same with t, what a smooth function shows of one grows as t³, a jump's falls as 1/t. */
const SMOOTH_GROWTH = 3;

/** What is still the same kink or jump at another step. */
const SAME = 0.3;

/** How far down a kink is followed: by 2⁻²⁰. */
const DOWN = 20;

/** Levels that a kink must be followed down at least, to tell one at 0 from one nearby. */
const LEAST_DOWN = 3;

/** Levels above the lowest rung, at which a kink or jump must look the same: b·t² passes for either at one t, not at two. */
const WITNESS = 2;

const secondDifference = ({ plus, minus }: Rung, cost: number): number => plus - 2 * cost + minus;

/**
 * By how much the slopes right and left of 0 differ: the part w of second differences S(t) = w·t + b·t², from two of them.
 * And its noise, in σ.
 */
const kinkWidth = (line: Line, one: Rung, two: Rung): { width: number; deviation: number } => {
  const [t1, t2] = [one.offset, two.offset];
  const ratio = t1 / t2; // squares of t would underflow or overflow where θ is tiny or huge
  const [w1, w2] = [1 / (1 - ratio) / t1, ratio / (1 - ratio) / t2];
  return {
    width: w1 * secondDifference(one, line.cost) - w2 * secondDifference(two, line.cost),
    deviation: Math.hypot(w1 * Math.SQRT2, w2 * Math.SQRT2, 2 * (w1 - w2)),
  };
};

/** The width of a bend that no smooth function has at this scale; null where there is none beyond the noise. */
const suspectedWidth = (line: Line, [one, two, three]: Triple, noise: number): number | null => {
  const { width, deviation } = kinkWidth(line, one, two);
  if (!(Math.abs(width) > BOUND_DEVIATIONS * deviation * noise)) return null;
  return Math.abs(kinkWidth(line, two, three).width) < SMOOTH_GROWTH * Math.abs(width) ? width : null;
};

/** What a bend turns out to be. */
export type CurvatureJump =
  | { readonly kind: 'smooth' }
  /** Between the points, but not at 0: a shorter step frees it. */
  | { readonly kind: 'nearby' }
  /** A kink too faint to be followed down: the slopes differ by no more than `width`. */
  | { readonly kind: 'faint'; readonly width: number }
  | { readonly kind: 'kink' | 'jump' };

/**
 * Looks at the second differences S of φ for a kink or a jump, and where it seems to have one follows it down: at two much shorter t, S is
 * that of a kink at 0 (∝ t), of a jump at 0 (the same), or neither: then it lies beside 0.
 */
export function* curvatureJumpOf(
  line: Line,
  ladder: Ladder,
  triple: Triple,
  level: number,
  lowest: number,
): Asking<CurvatureJump> {
  const noise = noiseAt(line, triple);
  const width = suspectedWidth(line, triple, noise);
  if (width === null) return { kind: 'smooth' };
  const tolerance = BOUND_DEVIATIONS * SECOND_DIFFERENCE * noise;
  const visible = Math.ceil(Math.log2((4 * tolerance) / Math.abs(width)));
  const below = Math.max(level - DOWN, visible, lowest);
  if (below > level - LEAST_DOWN) return { kind: 'faint', width: Math.abs(width) };
  const follows = (expected: (offset: number) => number, levels: readonly number[]): boolean =>
    levels.every((rungLevel) => {
      const rung = ladder.get(rungLevel)!;
      const wanted = expected(rung.offset);
      return Math.abs(secondDifference(rung, line.cost) - wanted) <= tolerance + SAME * Math.abs(wanted);
    });
  const levels = [below, below + WITNESS];
  yield* climb(ladder, levels);
  if (follows((offset) => width * offset, levels)) return { kind: 'kink' };
  const jump = secondDifference(triple[0], line.cost);
  const isVisible = Math.abs(jump) > 2 * tolerance; // else anything within the noise would pass for it
  if (!isVisible || !follows(() => jump, levels)) return { kind: 'nearby' };
  yield* climb(ladder, [lowest]); // a narrow peak at θ looks the same until the rungs come down to it
  return follows(() => jump, [lowest]) ? { kind: 'jump' } : { kind: 'nearby' };
}
