import type { LayerPlace } from '@gradproof/model';
import { describe, expect, it } from 'vitest';
import { createKinkTest } from './kinks.ts';

/** W [2, 2] at 1, b [2] at 5. */
const place: LayerPlace = { activation: 'relu', inputs: 2, units: 2, weights: 1, biases: 5 };
const theta = Float64Array.of(1e3, 3, -4, 15, 8, 2, -80, 1e3);
const inputs = Float64Array.of(5, 0, 12, 1); // two examples: (5, 12) and (0, 1)
const testOf = (a = inputs) => createKinkTest(place, theta, a, 2)!;
/** ‖w‖·‖a‖ + |b| of units and examples: what rounding is relative to. */
const sizes = [
  [5 * 13 + 2, 5 * 1 + 2],
  [17 * 13 + 80, 17 * 1 + 80],
];

describe('whether a unit stands at its kink', () => {
  it.each([[0, 0], [0, 1], [1, 0], [1, 1]])('is as uncertain as a few roundings make z: unit %d, example %d', (unit, example) => {
    const rounding = 2 ** -53 * sizes[unit]![example]!;
    for (const sign of [-1, 1]) {
      const isAt = (roundings: number) => testOf()(unit, example, sign * roundings * rounding);
      expect(isAt(0)).toBe(true);
      expect(isAt(2)).toBe(true); // product and sum
      expect(isAt(8)).toBe(false); // more is a side of the kink
    }
  }); // prettier-ignore

  it('is certain where the norms overflow, but at the kink itself; and has no answer without a kink', () => {
    const huge = testOf(inputs.map(() => 1e200));
    expect(huge(0, 0, 1e-300)).toBe(false);
    expect(huge(0, 0, 0)).toBe(true);
    expect(createKinkTest({ ...place, activation: 'tanh' }, theta, inputs, 2)).toBeNull();
    expect(createKinkTest({ ...place, activation: 'softmax' }, theta, inputs, 2)).toBeNull();
  });
});
