import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { coordinatePairs, directionPairs, evaluateSync } from './central-pairs.ts';

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

/** J = θ₀ + 2θ₁ + 4θ₂ + …: exact at small integers. */
const linear = (theta: Float64Array): number => theta.reduce((sum, value, i) => sum + 2 ** i * value, 0);
const EPSILON = 1 / 4;

it('coordinatePairs has J(θ + ε) − J(θ − ε) of the coordinates in the range, in order', () => {
  const pairs = coordinatePairs(Float64Array.of(1, 2, 3, 4, 5), { start: 2, end: 4 }, EPSILON);
  expect(evaluateSync(pairs, linear)).toEqual(Float64Array.of(2 * EPSILON * 4, 2 * EPSILON * 8));
});

it('directionPairs has J(θ + εv) − J(θ − εv) of each direction, the plus first', () => {
  const theta = Float64Array.of(1, 2);
  const pairs = directionPairs(theta, [Float64Array.of(1, 0), Float64Array.of(3, -2)], EPSILON);
  const asked: [string, number, number[]][] = [];
  let step = pairs.next(0);
  for (; !step.done; step = pairs.next(linear(step.value.theta)))
    asked.push([step.value.side, step.value.coordinate, [...step.value.theta]]);
  expect(asked).toEqual([
    ['plus', 0, [1.25, 2]],
    ['minus', 0, [0.75, 2]],
    ['plus', 1, [1.75, 1.5]],
    ['minus', 1, [0.25, 2.5]],
  ]);
  expect(step.value).toEqual(Float64Array.of(2 * EPSILON, 2 * EPSILON * (3 - 4)));
});
