import { expect, it } from 'vitest';
import { numberOfFloat16 } from './float16.ts';

it('is the number that the bits stand for, all 65,536 of them', () => {
  // each finite number is that before it, of the same sign, and a step: 2⁻²⁴, doubled with each exponent from the second on
  for (const sign of [0, 0x8000]) {
    let expected = 0;
    for (let bits = 0; bits < 0x7c00; bits++) {
      expect(numberOfFloat16(sign | bits), bits.toString(16)).toBe(sign === 0 ? expected : -expected);
      expected += 2 ** (Math.max(bits >> 10, 1) - 25);
    }
    expect(numberOfFloat16(sign | 0x7c00)).toBe(sign === 0 ? Infinity : -Infinity);
    for (let bits = 0x7c01; bits < 0x8000; bits++) expect(numberOfFloat16(sign | bits)).toBeNaN();
  }
});
