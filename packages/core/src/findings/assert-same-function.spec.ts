import { expect, it } from 'vitest';
import { assertSameFunction } from './assert-same-function.ts';

it('two forms of a cost may differ by what float32 leaves of a sum: 1e-5 of the larger', () => {
  for (const off of [0.7e-5, -0.7e-5])
    expect(() => assertSameFunction(3, 'costs', 3 * (1 + off))).not.toThrow();
  for (const off of [1.5e-5, -1.5e-5])
    expect(() => assertSameFunction(3, 'costs', 3 * (1 + off))).toThrow(
      'They must compute the same function',
    );
});

it('what is not finite tells nothing', () => {
  for (const value of [NaN, Infinity]) {
    expect(() => assertSameFunction(value, 'costs', 1)).not.toThrow();
    expect(() => assertSameFunction(1, 'costs', value)).not.toThrow();
  }
});

it('costs below 0 are compared by their sizes', () => {
  expect(() => assertSameFunction(-3, 'costs', -3 * (1 + 0.7e-5))).not.toThrow();
  expect(() => assertSameFunction(-3, 'costs', -3 * (1 + 1.5e-5))).toThrow('one point at a time and many');
  expect(() => assertSameFunction(-3, 'costAndGradient', 3)).toThrow(/the same function\.$/);
});

it.each([
  ['smaller', 1 - 1e-5 * (1 - 0.5e-5)],
  ['larger', 1 + 1e-5 * (1 + 0.5e-5)],
])('the part is one of the larger, where the other form gives a %s value', (_what, byForm) => {
  const beyond = 1 + 1.00002 * (byForm - 1);
  for (const [one, other] of [[1, byForm], [byForm, 1], [-1, -byForm], [-byForm, -1]] as const)
    expect(() => assertSameFunction(one, 'costs', other)).not.toThrow();
  expect(() => assertSameFunction(1, 'costs', beyond)).toThrow('the same function');
}); // prettier-ignore
