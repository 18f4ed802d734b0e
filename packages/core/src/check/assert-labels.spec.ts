import { InputError } from '@gradproof/model';
import { describe, expect, it } from 'vitest';
import { assertFinite } from './assert-finite.ts';
import { assertLabels } from './assert-labels.ts';

const Y = (...data: number[]) => ({ shape: [2, data.length / 2], data: Float64Array.from(data) });

describe('labels', () => {
  it('that the cost is defined for are taken', () => {
    assertLabels(Y(0, 1, 0.25, 1), 'binary-cross-entropy');
    assertLabels(Y(0, 1, 1, 0), 'softmax-cross-entropy');
    assertLabels(Y(0.25, 0.05, 0.75, 0.95), 'softmax-cross-entropy');
    assertLabels(Y(0.1, 1, 0.9 + 8e-7, 0), 'softmax-cross-entropy'); // rounded to float32 on the way
    assertLabels(Y(-5, 1e300, 2, 0), 'mean-squared-error');
  });

  it.each([
    [Y(0, 1, -0.1, 1), 'binary-cross-entropy', /^Y\[1,0\] is -0\.1; labels/],
    [Y(0, 1, NaN, 1), 'binary-cross-entropy', /^Y\[1,0\] is NaN/],
    [
      Y(0, -1, 1, 2),
      'softmax-cross-entropy',
      /^Y\[0,1\] is -1; labels of softmax-cross-entropy lie from 0 to 1/,
    ],
    [Y(0, 1, 1, 0.5), 'softmax-cross-entropy', /^Column 1 of Y sums to 1\.5; .*sum to 1/],
    [Y(0, 1, 0, 0), 'softmax-cross-entropy', /^Column 0 of Y sums to 0;/],
    [Y(1, 1, 0, 1), 'softmax-cross-entropy', /^Column 1 of Y sums to 2;/],
    [Y(0.1, 1, 0.9 + 3e-6, 0), 'softmax-cross-entropy', /^Column 0 of Y sums to 1\.000003;/],
    [Y(NaN, 1, 1, 0), 'softmax-cross-entropy', /^Y\[0,0\] is NaN/],
  ] as const)('that it is not defined for are refused and named (%#)', (labels, cost, message) => {
    expect(() => assertLabels(labels, cost)).toThrow(InputError);
    expect(() => assertLabels(labels, cost)).toThrow(message);
  });
});

it('the first number that isn’t finite is named by its indices', () => {
  assertFinite('X', Y(1e308, -0));
  expect(() => assertFinite('X', Y(0, 1, -Infinity, NaN))).toThrow(
    'X[1,0] is -Infinity; X must hold finite numbers.',
  );
  expect(() => assertFinite('b', { shape: [], data: Float64Array.of(NaN) })).toThrow(/^b is NaN/);
});
