import { expect, it } from 'vitest';
import { stepOf } from './step.ts';

it('is a power of two near ε', () => {
  expect([1e-9, 2 ** -30, 0.1].map(stepOf)).toEqual([2 ** -30, 2 ** -30, 2 ** -3]);
});
