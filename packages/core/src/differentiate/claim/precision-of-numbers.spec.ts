import { expect, it } from 'vitest';
import { floatFormats, type FloatName, roundToFormat } from '../../numerics/float-formats.ts';
import { createRandom } from '../../numerics/random.ts';
import { claimPrecisionOf } from './claim-precision.ts';
import { precisionOfNumbers } from './precision-of-numbers.ts';

const SEEDS = Array.from({ length: 20 }, (_, seed) => seed);

const numbers = (length: number, seed: number, precision: FloatName = 'float64'): Float64Array => {
  const random = createRandom(seed);
  return Float64Array.from({ length }, () =>
    roundToFormat((random() - 0.5) * 2 ** (20 * (random() - 0.5)), floatFormats[precision]),
  );
};

it.each(['float64', 'float32', 'float16', 'bfloat16'] as const)(
  'sees %s in its numbers, whatever else is among them',
  (precision) => {
    for (const seed of SEEDS) {
      const grad = numbers(64, seed, precision);
      expect(precisionOfNumbers(grad), `seed ${seed}`).toBe(precision);
      expect(precisionOfNumbers(Float64Array.of(...grad, 0, NaN, 1, Infinity, 0.5, -3)), `seed ${seed}`).toBe(
        precision,
      );
    }
  },
);

it('takes one number of float64 as the proof that all are', () => {
  expect(precisionOfNumbers(Float64Array.of(...numbers(64, 1, 'float32'), 0.1))).toBe('float64');
});

it('needs sixteen numbers that are not 0', () => {
  const sixteen = numbers(16, 1, 'float32');
  expect(precisionOfNumbers(sixteen)).toBe('float32');
  expect(precisionOfNumbers(Float64Array.of(...sixteen.subarray(1), 0, 0, 0))).toBe('float64');
});

it('needs eight numbers that tell', () => {
  const short = Array<number>(20).fill(0.5);
  const telling = numbers(8, 1, 'float32');
  expect(precisionOfNumbers(Float64Array.of(...short, ...telling))).toBe('float32');
  expect(precisionOfNumbers(Float64Array.of(...short, ...telling.subarray(1)))).toBe('float64');
});

it.each<[string, (k: number) => number]>([
  ['zeros', () => 0],
  ['signs', (k) => (k % 2 === 0 ? 1 : -1)],
  ['integers', (k) => 12_345 + k],
  ['multiples of a sixteenth', (k) => (k % 31) / 16],
  ['halves', (k) => 0.5 + k],
])('learns nothing from %s', (_what, number) => {
  expect(precisionOfNumbers(Float64Array.from({ length: 100 }, (_, k) => number(k)))).toBe('float64');
});

it('tells bits from more than half of them: 13 of 24', () => {
  const of = (bits: number) => Float64Array.from({ length: 40 }, (_, k) => 2 ** k * (1 + 2 ** (1 - bits)));
  expect(precisionOfNumbers(of(13))).toBe('float32');
  expect(precisionOfNumbers(of(12))).toBe('float64');
});

it('learns nothing from multiples of one unit that the format holds all of', () => {
  const unit = 2 ** -20;
  const of = (largest: number) => Float64Array.from({ length: 40 }, (_, k) => unit * (largest - 2 * k));
  expect(precisionOfNumbers(of(2 ** 24 - 1))).toBe('float64');
  expect(precisionOfNumbers(of(2 ** 24 + 80).map(Math.fround))).toBe('float64'); // still multiples of two of them
  expect(precisionOfNumbers(Float64Array.of(...of(2 ** 24 - 1), 2 ** 25 * unit + 2 ** 3 * unit))).toBe(
    'float32',
  );
});

it('is as it was given, else the coarser of the type and the numbers', () => {
  const grad = numbers(40, 2, 'bfloat16');
  const float64 = numbers(40, 2);
  expect(claimPrecisionOf({ grad, gradientPrecision: { precision: 'float32', known: 'given' } })).toEqual({
    precision: 'float32',
    known: 'given',
  });
  expect(claimPrecisionOf({ grad, gradientPrecision: { precision: 'float32', known: 'type' } })).toEqual({
    precision: 'bfloat16',
    known: 'numbers',
  });
  expect(
    claimPrecisionOf({ grad: float64, gradientPrecision: { precision: 'float32', known: 'type' } }),
  ).toEqual({ precision: 'float32', known: 'type' });
  expect(claimPrecisionOf({ grad: float64 })).toEqual({ precision: 'float64', known: 'numbers' });
});
