import { expect, it } from 'vitest';
import { pointOn } from './point-on.ts';

it('moves along the direction, and leaves other parameters as they are, to the bit', () => {
  const theta = Float64Array.of(1, -0, 2);
  expect(pointOn(theta, Float64Array.of(3, 0, -1), 0.5)).toEqual(Float64Array.of(2.5, -0, 1.5));
  expect(theta).toEqual(Float64Array.of(1, -0, 2));
});
