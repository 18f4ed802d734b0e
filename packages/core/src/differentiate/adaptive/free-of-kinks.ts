import type { Asking } from '../../contract/line.ts';
import { BOUND_DEVIATIONS } from '../../numerics/deviations.ts';
import { offsetOf } from './ladder.ts';
import { isFinitePair, noiseAt, type Pair, type Samples } from './samples.ts';
import { SECOND_DIFFERENCE } from './verify.ts';

/** Levels that a kink is followed down at a time: S ∝ t falls 16 times. */
const DOWN = 4;

/** S must stand out from what noise makes of it by this factor, to be worth following. */
const FOLLOWED = 4;

/** w·t is still seen: twice what noise makes of S. */
const SEEN = 2;

/** S/t that grows by more than this on the way down is a wave's or a jump's, not a kink's: it is followed from there. */
const GROWN = 2;

/** S below this part of w·t isn't the kink's any more. */
const GONE = 1 / 2;

/** Up to what part of S jumps differ: those at 0 are the same at every step. */
const SAME = 0.3;

/** Levels below the longest step free of the kink, where three rungs are read; and below one where S is curvature already. */
const BELOW = { free: 2, curved: 3 };

/** Where a second difference that isn't smooth leads to. */
export type Descent =
  /** The kink, if it is one, lies beside 0: the reading at this level is free of it. */
  | { readonly kind: 'level'; readonly level: number }
  /** At 0, for all that J shows. */
  | { readonly kind: 'kink' | 'jump' };

/**
 * Follows second differences down, where they go on as t does beside a kink, until they are gone, then up to the longest step that is free
 * of them. Where noise comes first the kink is at 0 for all that J shows.
 */
export function* freeOfKinks(samples: Samples, level: number, lowest: number): Asking<Descent> {
  const first = yield* samples.rung(level);
  const visible = BOUND_DEVIATIONS * SECOND_DIFFERENCE * noiseAt(samples, [first]);
  if (!isFinitePair(first) || Math.abs(first.second) < FOLLOWED * visible)
    return { kind: 'level', level: level - DOWN };
  let width = Math.abs(first.second) / first.offset;
  const passed = [first];
  for (let below = level - DOWN; below >= lowest; below -= DOWN) {
    if (width * offsetOf(below) < SEEN * visible) return { kind: 'kink' };
    const rung = yield* samples.rung(below);
    passed.push(rung);
    const size = Math.abs(rung.second);
    if (isFinitePair(rung) && size > GROWN * width * rung.offset) width = size / rung.offset;
    if (!isFinitePair(rung) || size >= GONE * width * rung.offset) continue;
    if (size > visible) return { kind: 'level', level: below - BELOW.curved };
    const free = yield* longestFree(samples, below, level, visible);
    return { kind: 'level', level: free - BELOW.free };
  }
  const last = yield* samples.rung(lowest); // a narrow peak at θ looks like a jump until the rungs come down to it
  return { kind: areSame([...passed, last], visible) ? 'jump' : 'kink' };
}

/** Up again by two levels and by one, as long as S stays hidden. */
function* longestFree(samples: Samples, from: number, below: number, visible: number): Asking<number> {
  let level = from;
  for (const up of [2, 1]) {
    const rung = yield* samples.rung(level + up);
    if (isFinitePair(rung) && Math.abs(rung.second) <= visible && level + up < below) level += up;
  }
  return level;
}

const areSame = (rungs: readonly Pair[], visible: number): boolean => {
  const jump = rungs[0]!.second;
  return (
    Math.abs(jump) > SEEN * visible &&
    rungs.every(({ second }) => Math.abs(second - jump) <= visible + SAME * Math.abs(jump))
  );
};
