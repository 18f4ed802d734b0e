import { expect, it } from 'vitest';
import { roundingDeviation } from './round-off.ts';

it('is the deviation of numbers from their multiples of a unit', () => {
  const unit = 4;
  const numbers = Array.from({ length: 1000 }, (_, k) => ((k + 0.5) / 1000) * unit); // evenly spread: the mean square is off by 10⁻⁶
  const errors = numbers.map((x) => x - unit * Math.round(x / unit));
  const meanSquare = errors.reduce((sum, error) => sum + error ** 2, 0) / errors.length;
  expect(roundingDeviation(unit) / Math.sqrt(meanSquare)).toBeCloseTo(1, 5);
});
