import { describe, expect, it } from 'vitest';
import { PROBES } from '../contract/coverage.ts';
import { randomDirection } from '../numerics/direction.ts';
import { createRandom } from '../numerics/random.ts';
import { detectionLimit } from './detection-limit.ts';

const SIZE = 12;
const TRIALS = 20_000;

/** Of the trials that may be missed: 0.1 %, and what chance adds to 20 of 20,000 (four standard deviations). */
const MISSED = 20 + 4 * Math.sqrt(20);

/** Errors of norm 1 in these shapes. */
const shapes: readonly [string, (random: () => number) => number[]][] = [
  ['one entry', () => [1]],
  ['two equal entries', () => [Math.SQRT1_2, Math.SQRT1_2]],
  ['three entries', () => [1, 1, 1].map((v) => v / Math.sqrt(3))],
  ['every entry the same', () => new Array<number>(SIZE).fill(1 / Math.sqrt(SIZE))],
  ['random entries', (random) => {
    const entries = Array.from({ length: SIZE }, () => random() - 0.5);
    const norm = Math.hypot(...entries);
    return entries.map((v) => v / norm);
  }],
]; // prettier-ignore

/** How often all probes of an error stay within `visible`. */
const missedOf = (error: (random: () => number) => number[], norm: number, visible: number): number => {
  const random = createRandom(5);
  let missed = 0;
  for (let trial = 0; trial < TRIALS; trial++) {
    const entries = error(random);
    const hidden = Array.from({ length: PROBES }, () => {
      const direction = randomDirection({ start: 0, end: entries.length }, random);
      return Math.abs(entries.reduce((sum, e, i) => sum + norm * e * direction[i]!, 0)) <= visible;
    });
    if (hidden.every(Boolean)) missed++;
  }
  return missed;
};

describe('the detection limit', () => {
  it.each(shapes)('of a norm is seen with 99.9 %%: %s', (_shape, error) => {
    expect(missedOf(error, detectionLimit(1).norm, 1)).toBeLessThanOrEqual(MISSED);
  });

  it('is not much larger than it must be', () => {
    expect(missedOf(shapes[1]![1], detectionLimit(1).norm / 3, 1)).toBeGreaterThan(MISSED);
  });

  it('of one entry is always seen', () => {
    expect(missedOf(() => [1], detectionLimit(1).entry * (1 + 1e-12), 1)).toBe(0);
  });
});
