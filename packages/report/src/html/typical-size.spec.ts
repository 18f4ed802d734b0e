import { expect, it } from 'vitest';
import { typicalSize } from './typical-size.ts';

it.each([
  [[3, 4, 0, 0], [0, 0, 0, 0], 2.5],
  [[1, 1], [7, 7], 7],
  [[0, 0], [0, 0], 1],
  [[3e300, 4e300, 0, 0], [0, 0, 0, 0], 2.5e300], // their squares overflow
  [[3e-300, 4e-300, 0, 0], [0, 0, 0, 0], 2.5e-300], // their squares underflow
  [[NaN, 1, 1], [Infinity, 2, 2], 2],
  [[NaN], [-Infinity], 1],
])('of %j and %j is %d', (grad, gradapprox, typical) => {
  // a quotient, a square root and a product: a few units of round-off
  expect(typicalSize(Float64Array.of(...grad), Float64Array.of(...gradapprox)) / typical).toBeCloseTo(1, 14);
});
