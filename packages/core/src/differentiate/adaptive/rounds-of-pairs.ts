import type { Asking } from '../../contract/line.ts';
import { offsetOf } from './ladder.ts';
import type { Samples } from './samples.ts';

/** Evaluations that a coordinate is worth: the bound then falls by a third for each doubling, and kinks come to rule it. */
const BUDGET = 100;

/** Pairs are added there, in parts of h, moved down by up to a fifth: a kink at 0 shows best between values at 0, h/2 and h. */
const ADDED = [0.03, 0.09, 0.5, 0.6, 0.95, 1];
const MOVED = 0.2;

/** Irrational numbers, whose multiples fill a turn evenly: of rounds, and of the pairs of a round. */
const TURN = { round: 0.618, pair: 0.37 };

/** Pairs at a time: no more points than a reading asks for. */
const AT_A_TIME = 3;

/** Whether another round is within what a coordinate is worth. */
export const hasRoom = (samples: Samples): boolean => samples.evaluations + 2 * ADDED.length <= BUDGET;

/** One round of pairs at a scale. */
export function* addRound(samples: Samples, level: number, round: number): Asking<void> {
  const offsets = ADDED.map((part, k) => {
    const turn = (round * TURN.round + k * TURN.pair) % 1;
    return offsetOf(level) * part * (1 - MOVED * turn);
  });
  for (let from = 0; from < offsets.length; from += AT_A_TIME)
    yield* samples.add(offsets.slice(from, from + AT_A_TIME));
}
