import { describe, expect, it } from 'vitest';
import { adaptedThreshold } from './adapted-threshold.ts';

describe('the threshold for a cost of low precision', () => {
  it.each([
    ['stays where the error leaves room', 1e-9, 2e-7],
    ['is the error with one digit, rounded up', 2.4e-5, 3e-5],
    ['is that digit when it is one', 4e-5, 4e-5],
    ['stays where a mistake could no longer be seen', 2e-3, 2e-7],
    ['stays when the error is not known', NaN, 2e-7],
    ['stays when it is infinite', Infinity, 2e-7],
  ])('%s', (_what, error, expected) => {
    expect(adaptedThreshold(2e-7, error)).toBe(expected);
  });
});
