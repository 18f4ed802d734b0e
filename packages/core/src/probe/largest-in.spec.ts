import fc from 'fast-check';
import { expect, it } from 'vitest';
import { largestIn } from './largest-in.ts';

it('gives the coordinates of the largest values, the largest first, the first of equals first', () => {
  const values = fc.array(fc.integer({ min: -5, max: 5 }), { maxLength: 30 });
  fc.assert(
    fc.property(values, fc.nat(5), fc.integer({ min: 1, max: 6 }), (numbers, start, count) => {
      const range = { start, end: start + numbers.length };
      const sorted = [...numbers.keys()].sort(
        (a, b) => Math.abs(numbers[b]!) - Math.abs(numbers[a]!) || a - b,
      );
      expect(largestIn((i) => numbers[i - start]!, range, count)).toEqual(
        sorted.slice(0, count).map((at) => at + start),
      );
    }),
  );
});
