import type { Asking } from '../../contract/line.ts';
import { BOUND_DEVIATIONS } from '../../numerics/deviations.ts';
import type { Reading } from './reading.ts';
import { isFinitePair, type Pair, type Samples } from './samples.ts';

/** The second difference φ(t) − 2φ(0) + φ(−t) has √6 of φ's noise. */
export const SECOND_DIFFERENCE = Math.sqrt(6);

/** Levels below an accepted step at which it is verified: not so far where noise would hide everything. */
const BELOW = { noisy: [2, 4], precise: [4, 9] };

/** Room for what the reading's own change and curvature are off by: twice. */
const ROOM = 2;

/**
 * Whether much shorter rungs say the same of slope and curvature as a reading does. Null where they don't: it stepped over something. Else
 * what their noise may hide of a change, beyond its truncation: 0 where J is precise.
 */
export function* verified(samples: Samples, reading: Reading): Asking<number | null> {
  let hidden = 0;
  for (const down of BELOW[samples.noisy ? 'noisy' : 'precise']) {
    const rung = yield* samples.rung(reading.level - down);
    if (!isFinitePair(rung) || !agrees(samples, reading, rung)) return null;
    hidden ||= noiseOf(samples, reading, rung);
  }
  if (!samples.noisy) return 0;
  const shown = Math.max(reading.change, (reading.curvature * reading.step) / 2);
  return Math.max(0, Math.min(shown, hidden) - reading.truncation);
}

const agrees = (samples: Samples, reading: Reading, rung: Pair): boolean => {
  const { slope, noise, truncation, change, step, curvature, sigma } = reading;
  const third = ROOM * change * (rung.offset / step) ** 2;
  const seen = noiseOf(samples, reading, rung) + noise + truncation + third;
  const second = BOUND_DEVIATIONS * SECOND_DIFFERENCE * sigma + ROOM * curvature * rung.offset * rung.offset;
  return Math.abs(rung.slope - slope) <= seen && Math.abs(rung.second) <= second;
};

/** What noise and rounding make of the central difference at the rung. */
const noiseOf = ({ rounding }: Samples, { sigma, slope }: Reading, { offset }: Pair): number =>
  ((BOUND_DEVIATIONS / Math.SQRT2) * sigma + Math.abs(slope) * rounding) / offset;
