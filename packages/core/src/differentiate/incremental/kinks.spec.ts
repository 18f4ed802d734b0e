import type { LayerPlace } from '@gradproof/model';
import { describe, expect, it } from 'vitest';
import { createKinkTest } from './kinks.ts';

const place: LayerPlace = { activation: 'relu', inputs: 2, units: 1, weights: 0, biases: 2 };
const theta = Float64Array.of(3, -4, 2);
const inputs = Float64Array.of(5, 0, 12, 1); // two examples: (5, 12) and (0, 1)
const test = createKinkTest(place, theta, inputs, 2)!;
/** ‖w‖·‖a‖ + |b| of the examples: what rounding is relative to. */
const sizes = [5 * 13 + 2, 5 * 1 + 2];

describe('whether a unit stands at its kink', () => {
  it.each([0, 1])('is as uncertain as a few roundings make z: example %d', (example) => {
    const unit = 2 ** -53 * sizes[example]!;
    for (const sign of [-1, 1]) {
      expect(test(0, example, 0)).toBe(true);
      expect(test(0, example, sign * 2 * unit)).toBe(true); // product and sum
      expect(test(0, example, sign * 8 * unit)).toBe(false); // more is a side of the kink
    }
  });

  it('is certain where the norms overflow, and has no answer without a kink', () => {
    const huge = createKinkTest(place, theta, inputs.map(() => 1e200), 2)!; // prettier-ignore
    expect(huge(0, 0, 1e-300)).toBe(false);
    expect(createKinkTest({ ...place, activation: 'tanh' }, theta, inputs, 2)).toBeNull();
    expect(createKinkTest({ ...place, activation: 'softmax' }, theta, inputs, 2)).toBeNull();
  });
});
