import { expect, it } from 'vitest';
import { slopeInterval } from './one-sided.ts';

it.each([
  ['without bounds from slope to slope', { slope: -1, bound: 0 }, { slope: 2, bound: 0 }, [-1, 2]],
  ['by the bounds of both slopes', { slope: -1, bound: 0.25 }, { slope: 2, bound: 0.5 }, [-1.25, 2.5]],
  ['by the bound of one that reaches beyond the other', { slope: 1, bound: 8 }, { slope: 2, bound: 0.5 }, [-7, 9]],
  ['by the upper one, where that reaches lower', { slope: 1, bound: 0 }, { slope: 2, bound: 4 }, [-2, 6]],
])('a gradient at a kink is right %s', (_how, lower, upper, [least, largest]) => {
  expect(slopeInterval({ lower, upper })).toEqual({ lower: least, upper: largest });
}); // prettier-ignore
