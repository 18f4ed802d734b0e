import { describe, expect, it } from 'vitest';
import { elementwiseActivations } from '../activations/index.ts';
import { softmaxColumns } from '../activations/softmax.ts';
import { costNames, costs, type CostName } from './index.ts';

/** A logarithm or two, and a sum of at most three: each rounds once. */
const ROUNDINGS = 8 * Number.EPSILON;
const { value: sigmoid } = elementwiseActivations.sigmoid;

/** The cost of one column of logits: activations as the last layer would have them. */
const costOf = (name: CostName, logits: readonly number[], targets: readonly number[]): number => {
  const z = Float64Array.from(logits);
  const a = name === 'binary-cross-entropy' ? z.map(sigmoid) : Float64Array.from(z);
  if (name === 'softmax-cross-entropy') softmaxColumns(z, z.length, 1, a);
  return costs[name].value(z, a, Float64Array.from(targets), z.length, 1, 0);
};

describe('the cost of an example', () => {
  it.each<[CostName, number[], number[], number]>([
    ['binary-cross-entropy', [0], [1], Math.log(2)],
    ['binary-cross-entropy', [Math.log(4)], [1], Math.log(1.25)], // a = 4/5
    ['binary-cross-entropy', [Math.log(4)], [0], Math.log(5)],
    ['binary-cross-entropy', [0, Math.log(4)], [0, 1], Math.log(2.5)], // summed over units
    ['binary-cross-entropy', [0], [0.25], Math.log(2)], // soft labels
    ['softmax-cross-entropy', [0, Math.log(2), Math.log(5)], [0, 0, 1], Math.log(1.6)], // −log 5/8
    ['softmax-cross-entropy', [0, Math.log(2), Math.log(5)], [1, 0, 0], Math.log(8)],
    ['softmax-cross-entropy', [0, Math.log(3)], [0.25, 0.75], Math.log(4) - 0.75 * Math.log(3)], // soft labels
    ['softmax-cross-entropy', [0, Math.log(3)], [0.5, 1], 1.5 * Math.log(4) - Math.log(3)], // their sum counts
    ['mean-squared-error', [1, 5], [3, 2], (4 + 9) / 2],
    ['mean-squared-error', [1], [1], 0],
  ])('%s of %j for %j is %d', (name, logits, targets, expected) => {
    expect(Math.abs(costOf(name, logits, targets) - expected)).toBeLessThanOrEqual(
      ROUNDINGS * Math.max(1, expected),
    );
  });

  it.each<[CostName, number[], number[], number]>([
    ['binary-cross-entropy', [800], [0], 800],
    ['binary-cross-entropy', [800], [1], 0],
    ['binary-cross-entropy', [-800], [1], 800],
    ['binary-cross-entropy', [-800], [0], 0],
    ['binary-cross-entropy', [40], [0], 40], // 1 − σ(40) is 0 in floating point
    ['softmax-cross-entropy', [1000, -1000], [0, 1], 2000],
    ['softmax-cross-entropy', [1000, -1000], [1, 0], 0],
  ])('%s of saturated logits %j for %j is %d, and finite', (name, logits, targets, expected) => {
    expect(costOf(name, logits, targets)).toBe(expected);
  });

  it.each(costNames)('%s of NaN is NaN', (name) => {
    expect(costOf(name, [NaN, 1], [1, 0])).toBeNaN();
  });

  it.each(costNames)('%s reads the column of its example only', (name) => {
    const z = Float64Array.of(0.5, NaN, -0.25, NaN);
    const a = Float64Array.of(0.6, NaN, 0.4, NaN);
    const y = Float64Array.of(1, NaN, 0, NaN);
    const alone = costs[name].value(
      Float64Array.of(0.5, -0.25),
      Float64Array.of(0.6, 0.4),
      Float64Array.of(1, 0),
      2,
      1,
      0,
    );
    expect(costs[name].value(z, a, y, 2, 2, 0)).toBe(alone);
  });

  it.each(costNames)('%s is steered by a − y', (name) => {
    expect(costs[name].derivative(0.75, 0.25, 1)).toBe(0.5);
  });

  it('of softmax is steered by a times the sum of the labels', () => {
    expect(costs['softmax-cross-entropy'].derivative(0.75, 0.25, 1.5)).toBe(0.875);
  });
});

describe('binary cross-entropy near saturation', () => {
  // by mpmath, 60 digits: (1 − y)·log(1 + e^z) + y·log(1 + e^−z)
  it.each([
    [16.1, 0, 16.100000101826033],
    [16.1, 1, 1.0182603174692932e-7],
    [20, 1, 2.061153620314381e-9],
    [36.7, 1, 1.1518409493076097e-16],
    [-36.7, 0, 1.1518409493076097e-16],
    [36.7, 0, 36.7],
    [36.7, 0.25, 27.525000000000002],
    [-25, 0.9, 22.50000000001389],
  ])('of z = %d for %d is %d to its last digits', (z, y, expected) => {
    const cost = costOf('binary-cross-entropy', [z], [y]);
    expect(Math.abs(cost - expected)).toBeLessThanOrEqual(ROUNDINGS * expected);
  });

  it.each([-15.99, -4.5, 4.5, 15.99])(
    'is in the exercise’s arithmetic, to the bit, up to 16: z = %d',
    (z) => {
      const a = 1 / (1 + Math.exp(-z));
      expect(costOf('binary-cross-entropy', [z], [0])).toBe(-Math.log(1 - a));
      expect(costOf('binary-cross-entropy', [z], [1])).toBe(-Math.log(a));
    },
  );
});

/** The standard deviation of what a cost's values near z are off by, in units of its roundOff. */
const deviationNear = (
  name: CostName,
  columnOf: (z: number) => number[],
  y: number[],
  exact: (z: number) => number,
) => {
  const { value, roundOff } = costs[name];
  return (centre: number): number => {
    const squares = Array.from({ length: 2000 }, (_, k) => {
      const z = centre + k / 1000;
      const column = Float64Array.from(columnOf(z));
      const a = column.map(sigmoid);
      const error = value(column, a, Float64Array.from(y), y.length, 1, 0) - exact(z);
      return (
        error ** 2 / y.reduce((sum, target, unit) => sum + roundOff!(column[unit]!, a[unit]!, target) ** 2, 0)
      );
    });
    return Math.sqrt(squares.reduce((sum, square) => sum + square, 0) / squares.length);
  };
};

describe('the rounding of a logarithm', () => {
  const softplus = (z: number) => Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z)));

  it.each<[what: string, near: (centre: number) => number, centres: number[]]>([
    ['binary cross-entropy, wrong', deviationNear('binary-cross-entropy', (z) => [z], [0], softplus), [8, 10, 12, 14]],
    ['binary cross-entropy, right of 0', deviationNear('binary-cross-entropy', (z) => [z], [0], softplus), [-8, -10, -12, -16]],
    ['binary cross-entropy, right of 1', deviationNear('binary-cross-entropy', (z) => [z], [1], (z) => softplus(-z)), [8, 10, 12, 14]],
    ['softmax cross-entropy, right', deviationNear('softmax-cross-entropy', (z) => [z, 0], [1, 0], (z) => softplus(-z)), [8, 16, 24, 32]],
  ])('is about what values of %s are off by', (_what, near, centres) => {
    for (const centre of centres) {
      expect(near(centre)).toBeGreaterThan(0.1);
      expect(near(centre)).toBeLessThan(1);
    }
  }); // prettier-ignore

  it('is none beyond saturation, where the value is of another formula, but for what a step leads back across', () => {
    const { roundOff } = costs['binary-cross-entropy'];
    const roundOffAt = (z: number) => [0, 1].map((y) => roundOff!(z, sigmoid(z), y));
    for (const z of [-100, -17.5, 17.5, 40]) expect(roundOffAt(z)).toEqual([0, 0]);
    for (const z of [-16.5, 16.5]) for (const size of roundOffAt(z)) expect(size).toBeGreaterThan(0);
  });
});
