import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { coordinatePairs } from './central-pairs.ts';

const thetas = fc.float64Array({ minLength: 2, maxLength: 8, min: -100, max: 100, noNaN: true });

describe('coordinatePairs', () => {
  it('moves one coordinate at a time, and restores it to the bit: (x − ε) + ε ≠ x', () => {
    fc.assert(
      fc.property(thetas, fc.double({ min: 1e-9, max: 1e-3, noNaN: true }), (theta, epsilon) => {
        const given = Float64Array.from(theta);
        const pairs = coordinatePairs(theta, { start: 0, end: theta.length }, epsilon);
        for (let step = pairs.next(0); !step.done; step = pairs.next(0)) {
          const { theta: point, side, coordinate } = step.value;
          const expected = Float64Array.from(given);
          expected[coordinate]! += side === 'plus' ? epsilon : -epsilon;
          expect(point).toEqual(expected);
        }
        expect(theta).toEqual(given);
      }),
    );
  });
});
