import { describe, expect, it } from 'vitest';
import { agreesAlong, isSupportedAlong, type TensorAlong } from './tensor-along.ts';

/** Both slopes are 0; of the gradient, [size, 0], one discrepancy is its size. */
const along = (size: number, allowance: number, bound: number): TensorAlong => ({
  name: 'W1',
  shape: [2],
  theta: Float64Array.of(1, 1),
  grad: Float64Array.of(size, 0),
  place: null,
  directions: [
    { direction: Float64Array.of(1, 0), slope: 0, bound },
    { direction: Float64Array.of(0, 1), slope: 0, bound: bound / 2 },
  ],
  allowance,
});
const agreesBut = (tensor: TensorAlong, left: number, amplification?: number) =>
  agreesAlong(tensor, Float64Array.of(left, 0), amplification);

describe('slopes agree with a candidate', () => {
  it('up to the allowance and their own bound', () => {
    expect(agreesBut(along(100, 0.01, 0.02), 0.025)).toBe(true);
    expect(agreesBut(along(100, 0.01, 0.02), 0.04)).toBe(false);
    expect(agreesBut(along(100, 0.01, 0.02), 0.04, 3)).toBe(true);
    expect(agreesAlong(along(100, 0.01, 0.02), Float64Array.of(0, 0.025))).toBe(false); // of the second direction
  });

  it('up to a thousandth of the discrepancies along two directions, however large their bounds are', () => {
    expect(agreesBut(along(1, 0, 10), 0.7e-3)).toBe(true);
    expect(agreesBut(along(1, 0, 10), 1.5e-3)).toBe(false);
  });

  it('never with NaN', () => {
    expect(agreesBut(along(1, 0, 10), NaN)).toBe(false);
  });
});

it('two entries that would show by themselves support a fitted number: ½·|entry| beyond allowance + bound', () => {
  const tensor = along(1, 0.01, 0.02);
  expect(isSupportedAlong(tensor, Float64Array.of(0.07, -0.07))).toBe(true);
  expect(isSupportedAlong(tensor, Float64Array.of(0.07, 0.05))).toBe(false);
});

describe('what is off by just what is allowed', () => {
  it('agrees', () => {
    expect(agreesBut(along(1000, 0.25, 0.5), 0.75)).toBe(true);
    expect(agreesBut(along(1000, 0.25, 0.5), 0.75 + 2 ** -10)).toBe(false);
  });

  it('is no support for a number', () => {
    const tensor = along(1, 0.25, 0.5); // half of an entry must exceed 0.75
    expect(isSupportedAlong(tensor, Float64Array.of(2, 1.5))).toBe(false);
    expect(isSupportedAlong(tensor, Float64Array.of(2, 1.5 + 2 ** -10))).toBe(true);
  });
});

it('a candidate that leaves nothing agrees where nothing is allowed', () => {
  expect(agreesBut(along(1, 0, 0), 0)).toBe(true);
});
