import type { Asking } from '../../contract/line.ts';
import { BOUND_DEVIATIONS } from '../../numerics/deviations.ts';
import { isFinitePair, type Pair, type Range, type Samples } from './samples.ts';
import { agreedFit, better } from './scales-that-agree.ts';
import type { Fit } from './fits.ts';

/** Levels at the least: five pairs are needed for a fit. */
const LEAST_LEVELS = 4;

/** One pair a level, from the longest rung down to where noise drowns the slope. */
export function* scan(samples: Samples, lowest: number): Asking<Range> {
  const top = Math.max(...samples.rungs.keys());
  let bottom = top;
  for (let level = top; level >= lowest; level--) {
    if (level < top - LEAST_LEVELS && isDrowned(samples, yield* samples.rung(level + 1))) break;
    yield* samples.rung((bottom = level));
  }
  return { bottom, top };
}

const isDrowned = ({ sigma }: Samples, pair: Pair): boolean =>
  isFinitePair(pair) && BOUND_DEVIATIONS * sigma > Math.abs(pair.slope) * pair.offset;

/** The fit of the least bound on which scales agree. */
export const bestFit = (samples: Samples, range: Range): Fit | null => {
  let best: Fit | null = null;
  for (let level = range.top; level > range.bottom + 1; level--)
    best = better(best, agreedFit(samples, range, level));
  return best;
};
