import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { elementwiseActivations, nearIncrements, type ElementwiseActivationName } from './index.ts';

const names = Object.keys(nearIncrements) as ElementwiseActivationName[];
const sign = fc.constantFrom(-1, 1);
/** z up to 30, and steps of every size: the forms tell themselves which they hold for. */
const number = (low: number, high: number) =>
  fc
    .tuple(sign, fc.double({ min: low, max: high, noNaN: true }))
    .map(([side, exponent]) => side * 10 ** exponent);

describe.each(names)('the closed form of the increments of %s', (name) => {
  const { tables, holds = () => true, increment, isOdd } = nearIncrements[name];
  const near = (z: number, delta: number): number => {
    const [first = 0, second = 0] = tables.map((table) => table(z));
    return increment(z, delta, first, second);
  };

  it('is the increment to a few roundings wherever it says that it holds', () => {
    fc.assert(
      fc.property(number(-12, 1.5), number(-15, 1), (z, delta) => {
        fc.pre(holds(z, delta));
        const expected = elementwiseActivations[name].increment(z, delta);
        // gelu's slope has a zero: near it the increment is a small difference of parts of the size of δ
        const scale = Math.max(Math.abs(expected), name === 'gelu' ? Math.abs(delta) : 0);
        expect(Math.abs(near(z, delta) - expected)).toBeLessThanOrEqual(16 * Number.EPSILON * scale);
      }),
      { numRuns: 2000 },
    );
  });

  it('holds for the steps that differences take', () => {
    expect([-20, -1, -0.001, 0.001, 1, 20].filter((z) => !holds(z, 1e-9))).toEqual([]);
  });

  it('has the opposite sign for the opposite step, bit for bit, where it says that it is odd', () => {
    const pairs = fc.sample(fc.tuple(number(-6, 1), number(-9, -5)), { numRuns: 200, seed: 3 });
    const crossesNothing = pairs.filter(([z, delta]) => Math.abs(delta) < Math.abs(z));
    expect(crossesNothing.every(([z, delta]) => near(z, -delta) === -near(z, delta))).toBe(isOdd);
  });

  it('keeps NaN', () => {
    expect(near(1, NaN)).toBeNaN();
  });
});
