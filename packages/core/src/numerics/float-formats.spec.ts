import { describe, expect, it } from 'vitest';
import {
  fitsBits,
  fitsFormat,
  floatFormats,
  roundToFormat,
  subnormalUnitOf,
  unitRoundOffOf,
} from './float-formats.ts';
import { createRandom } from './random.ts';

const random = createRandom(4);
const numbers = Array.from({ length: 500 }, () => (random() - 0.5) * 2 ** Math.floor(300 * (random() - 0.5)));

it('has the unit round-offs of IEEE 754', () => {
  expect(Object.keys(floatFormats).map((name) => unitRoundOffOf(name as keyof typeof floatFormats))).toEqual([
    2 ** -53, 2 ** -24, 2 ** -11, 2 ** -8,
  ]); // prettier-ignore
  expect(subnormalUnitOf('float32')).toBe(2 ** -149);
  expect(subnormalUnitOf('float16')).toBe(2 ** -24);
});

describe('rounding', () => {
  it('is that of Math.fround for float32, wherever float32 has a finite number', () => {
    for (const x of numbers)
      if (Math.abs(x) <= floatFormats.float32.largest)
        expect(roundToFormat(x, floatFormats.float32) - Math.fround(x), `${x}`).toBe(0);
  });

  it.each([
    [2049, 2048],
    [2051, 2052],
    [1 + 2 ** -11, 1],
    [1 + 3 * 2 ** -11, 1 + 2 ** -9],
    [2 ** -25, 0],
    [3 * 2 ** -25, 2 ** -23],
    [-65_504, -65_504],
    [1e6, 1e6], // float16 has none: it stays
  ])('of %d to float16, ties to even, is %d', (x, rounded) => {
    expect(roundToFormat(x, floatFormats.float16)).toBe(rounded);
  });

  it('gives what the format holds, and only that stays as it is', () => {
    for (const format of Object.values(floatFormats))
      for (const x of numbers) {
        const rounded = roundToFormat(x, format);
        if (Math.abs(x) <= format.largest) expect(fitsFormat(rounded, format), `${x}`).toBe(true);
        expect(fitsFormat(x, format), `${x}`).toBe(rounded === x && Math.abs(x) <= format.largest);
      }
  });
});

it.each([
  [0, 1, true],
  [-0.75, 2, true],
  [-0.75, 1, false],
  [1 + 2 ** -12, 13, true],
  [1 + 2 ** -12, 12, false],
  [3 * 2 ** 900, 2, true],
])('%d needs no more than %d bits: %s', (x, bits, fits) => {
  expect(fitsBits(x, bits)).toBe(fits);
});
