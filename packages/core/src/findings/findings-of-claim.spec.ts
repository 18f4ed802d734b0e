import { expect, it } from 'vitest';
import { findingsOfPrecision, findingsOfRepeat } from './findings-of-claim.ts';

it.each([
  ['float16', '0.0005'],
  ['bfloat16', '0.004'],
] as const)('says what %s hides', (precision, rounding) => {
  const [finding] = findingsOfPrecision({ precision, known: 'numbers' });
  expect(finding!.kind).toBe('gradient-precision');
  expect(finding!.message).toContain(
    `given in ${precision}, as its numbers show: each of its entries is rounded by up to ${rounding}`,
  );
});

it('says nothing of float32 and float64', () => {
  expect(findingsOfPrecision({ precision: 'float32', known: 'type' })).toEqual([]);
  expect(findingsOfPrecision({ precision: 'float64', known: 'numbers' })).toEqual([]);
});

it('says how far two answers are apart, and nothing of one answer', () => {
  const [finding] = findingsOfRepeat({ spread: 0.25, largest: 2, entries: 3 });
  expect(finding).toMatchObject({ kind: 'gradient-varies', coordinates: 3 });
  expect(finding!.message).toContain('3 of its entries differ, by up to 0.25 where the largest entry is 2.0');
  expect(findingsOfRepeat(null)).toEqual([]);
});
