import { layoutOf } from '@gradproof/flatteners';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../../numerics/random.ts';
import { sampleCoordinates } from './sample-coordinates.ts';

const layout = layoutOf([
  { name: 'V', shape: [100] },
  { name: 'W', shape: [3] },
]);

describe('the sample', () => {
  it('is everything, without a draw, where there is no more', () => {
    const random = () => {
      throw new Error('drawn');
    };
    const all = Array.from({ length: 103 }, (_, i) => i);
    expect(sampleCoordinates(layout, 103, random)).toEqual(all);
    expect(sampleCoordinates(layout, 200, random)).toEqual(all);
  });

  it('has distinct coordinates of every tensor, in order', () => {
    for (let seed = 0; seed < 20; seed++) {
      const sample = sampleCoordinates(layout, 4, createRandom(seed));
      expect(new Set(sample).size).toBe(4);
      expect(sample).toEqual(sample.toSorted((a, b) => a - b));
      expect(sample[0]).toBeLessThan(100);
      expect(sample.at(-1)).toBeGreaterThanOrEqual(100);
      expect(sample.at(-1)).toBeLessThan(103);
    }
  });
});
