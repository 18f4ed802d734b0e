import type { Asking, LineDerivative } from '../../contract/line.ts';
import { BOUND_DEVIATIONS } from '../../numerics/deviations.ts';
import { ROUNDING_DEVIATION } from '../../numerics/round-off.ts';
import { LINEAR_FALL } from '../../numerics/safety-factors.ts';
import { levelOf, levelsFrom, offsetOf } from './ladder.ts';
import { parabolaSlope } from './one-sided.ts';
import type { Samples } from './samples.ts';

/** Values that a slope is taken from, beside φ(0). */
const VALUES = 3;

/** Levels below an accepted step at which the slope must be the same but for noise: what bends at 0, as √t does, never is. */
const BELOW = [4, 9];

/** Levels down where φ doesn't look smooth; and looks at the most. */
const ROUGH = 4;
const ROUNDS = 12;

/** An error of a slope that is small enough, relative to it. */
const ENOUGH = 1e-9;

/** Longer steps than a 16th of the scale aren't taken. */
const LONGEST = -4;

/** Truncation is bounded by what falls with t, noise grows as 1/t; levels that a step may grow at a time. */
const ORDER = 2;
const LEAP = 3;

/** Where φ is smooth on its side, the cubic changes the parabola's slope by a small part of what the parabola changes the chord's. */
const SMOOTH = 1 / 4;

interface Look {
  readonly level: number;
  readonly step: number;
  readonly slope: number;
  readonly noise: number;
  readonly truncation: number;
  readonly bound: number;
  readonly smooth: boolean;
}

/** The side of 0 on which φ is finite. */
export type Side = 1 | -1;

/**
 * The derivative at 0 on the only side where φ is finite, as at the edge of a domain: by the cubic through φ(0) and three values outwards, of
 * error O(t³). The parabola's change from the chord bounds it, and also that of t√t, which falls as √t. Rough, with no bound, where no step
 * gives a slope.
 */
export function* slopeAtEdge(
  samples: Samples,
  side: Side,
  start: number,
  lowest: number,
): Asking<LineDerivative> {
  const values = new Map<number, number>();
  const tried = new Set<number>();
  let [level, highest, best] = [start, levelOf(samples.line.reach) + LONGEST, null as Look | null];
  for (let round = 0; round < ROUNDS && level >= lowest && !tried.has(level); round++) {
    tried.add(level);
    const look = yield* lookAt(samples, values, side, level);
    if (look === null || !look.smooth) {
      if (best) break;
      highest = level -= ROUGH;
      continue;
    }
    if (best === null || look.bound < best.bound) best = look;
    if (best.bound <= ENOUGH * Math.abs(best.slope)) break;
    level = nextLevel(look, highest);
  }
  if (best && (yield* isSameBelow(samples, values, side, best)))
    return { kind: 'edge', slope: best.slope, bound: best.bound, step: best.step };
  return { kind: 'rough', slope: best?.slope ?? NaN, bound: Infinity, step: offsetOf(level) };
}

/** Where truncation and noise balance. */
const nextLevel = ({ level, noise, truncation }: Look, highest: number): number => {
  const levels = Math.round(Math.log2(noise / truncation) / ORDER);
  return Math.min(
    highest,
    level + (truncation > noise ? Math.min(-1, levels) : Math.min(LEAP, Math.max(1, levels))),
  );
};

function* valuesAt(values: Map<number, number>, side: Side, levels: readonly number[]): Asking<number[]> {
  const missing = levels.filter((level) => !values.has(level));
  if (missing.length > 0) {
    const found = yield missing.map((level) => side * offsetOf(level));
    missing.forEach((level, k) => values.set(level, found[k]!));
  }
  return levels.map((level) => values.get(level)!);
}

/** The slope as values at three offsets tell it; null where one isn't finite. */
function* lookAt(
  samples: Samples,
  values: Map<number, number>,
  side: Side,
  level: number,
): Asking<Look | null> {
  const levels = levelsFrom(level, VALUES);
  const found = yield* valuesAt(values, side, levels);
  if (!found.every(Number.isFinite)) return null;
  const [t1, t2, t3] = levels.map((rung) => side * offsetOf(rung)) as [number, number, number];
  const [v1, v2, v3] = found as [number, number, number];
  const { cost } = samples.line;
  const near = parabolaSlope([
    [0, cost],
    [t1, v1],
    [t2, v2],
  ]);
  const far = parabolaSlope([
    [0, cost],
    [t2, v2],
    [t3, v3],
  ]);
  const weight = 1 / ((t2 * t3) / (t1 * t2) - 1); // the parabola's error is φ‴/6 times the product of its offsets
  const slope = near.slope + (near.slope - far.slope) * weight;
  const sigma = found.reduce(
    (most, value) => Math.max(most, ROUNDING_DEVIATION * Math.abs(value)),
    samples.sigma,
  );
  const deviation = (1 + weight) * near.deviation + weight * far.deviation;
  const noise = BOUND_DEVIATIONS * deviation * sigma + (Math.abs(slope) * samples.rounding) / Math.abs(t1);
  const change = Math.abs(slope - near.slope);
  const ofChord = Math.abs(near.slope - (v1 - cost) / t1);
  const truncation = LINEAR_FALL * Math.max(change, ofChord);
  return {
    level,
    step: Math.abs(t1),
    slope,
    noise,
    truncation,
    bound: noise + truncation,
    smooth: change <= noise || change <= SMOOTH * ofChord,
  };
}

function* isSameBelow(
  samples: Samples,
  values: Map<number, number>,
  side: Side,
  look: Look,
): Asking<boolean> {
  for (const down of BELOW) {
    const shorter = yield* lookAt(samples, values, side, look.level - down);
    if (shorter === null || Math.abs(shorter.slope - look.slope) > shorter.noise + look.bound) return false;
  }
  return true;
}
