import { layoutOf } from '@gradproof/flatteners';
import { describe, expect, it } from 'vitest';
import { assertSameBatch, assertSameOrder } from './assert-same-batch.ts';

const THETA = Float64Array.of(1);
const SCALES = Float64Array.of(1);

/** J = 1 + slope·(θ − 1). */
const costOf =
  (slope: number) =>
  ([theta]: Float64Array) =>
    1 + slope * (theta! - 1);

describe('a cost of several points', () => {
  /** How many evaluations it takes to see that they are in order, where the first of two values is off by so much. */
  const evaluationsOf = (slope: number, spoil: (values: number[]) => number[]) => {
    const costs = (thetas: readonly Float64Array[]) => {
      const values = thetas.map(costOf(slope));
      return thetas.length === 1 ? values : spoil(values);
    };
    return assertSameOrder({ theta: THETA, costs }, SCALES, 1, undefined);
  };
  const off = (by: number) => (values: number[]) => values.with(0, values[0]! + by);

  it('may round otherwise than that of one, also in float32: by 1e-6', async () => {
    expect(await evaluationsOf(1, off(0.7e-6))).toBe(2);
    expect(await evaluationsOf(1, off(-0.7e-6))).toBe(2);
    expect(await evaluationsOf(1, off(1.5e-6))).toBe(4); // looked at twice
  });

  it('may be off by a tenth of what the points differ by, at 2⁻¹⁰ of the scale beside θ', async () => {
    const difference = 2 ** -10;
    expect(await evaluationsOf(1, off(0.07 * difference))).toBe(4);
    await expect(evaluationsOf(1, off(0.15 * difference))).rejects.toThrow('in their order');
  });

  it('is seen to be in another order where that difference is more than rounding: a slope above 1e-6·2¹⁰', async () => {
    const reversed = (values: number[]) => values.toReversed();
    await expect(evaluationsOf(2e-3, reversed)).rejects.toThrow('in their order');
    expect(await evaluationsOf(0.5e-3, reversed)).toBe(2);
  });

  it('says nothing of its order where J(θ) is another each time', async () => {
    let evaluations = 0;
    const costs = (thetas: readonly Float64Array[]) => thetas.map(() => 1 + 0.1 * evaluations++);
    expect(await assertSameOrder({ theta: THETA, costs }, SCALES, 0.9, undefined)).toBe(4);
  });
});

describe('J(θ) by costs', () => {
  const layout = layoutOf([{ name: 'w', shape: [1] }]);
  const problem = (cost: () => number) => ({
    kind: 'function' as const,
    layout,
    theta: THETA,
    cost,
    costs: () => [1],
  });

  it('differs by rounding where cost gives its own value again', async () => {
    expect(
      await assertSameBatch(
        problem(() => 1 + 1e-12),
        1 + 1e-12,
        1,
      ),
    ).toBe(true);
    await expect(
      assertSameBatch(
        problem(() => 2),
        2,
        1,
      ),
    ).rejects.toThrow('the same function');
  });

  it('differs by chance where cost does not', async () => {
    expect(
      await assertSameBatch(
        problem(() => 2.5),
        2,
        1,
      ),
    ).toBe(false);
  });
});

it('a cost below 0 may round by as much', async () => {
  const evaluationsOf = (off: number) => {
    const costs = (thetas: readonly Float64Array[]) => {
      const values = thetas.map((theta) => -2 - theta[0]!);
      return thetas.length === 1 ? values : values.with(0, values[0]! + off);
    };
    return assertSameOrder({ theta: THETA, costs }, SCALES, -3, undefined);
  };
  expect(await evaluationsOf(3 * 0.7e-6)).toBe(2);
  expect(await evaluationsOf(3 * 1.5e-6)).toBe(4);
  await expect(evaluationsOf(0.15 * 2 ** -10)).rejects.toThrow('in their order');
});

/** How many evaluations it takes where θ gives one value alone and another as the first of two points; the other point has `beside`. */
const takenWith = (alone: number, first: number, beside: number) => {
  const costs = (thetas: readonly Float64Array[]) => {
    if (thetas.length > 1) return [first, beside];
    return [thetas[0]!.every((value) => value === 1) ? alone : beside];
  };
  return assertSameOrder({ theta: THETA, costs }, SCALES, alone, undefined);
};

describe('the rounding of a value', () => {
  it.each<readonly [string, number, number]>([
    ['smaller', 1, 1 - 1e-6 * (1 - 0.5e-6)],
    ['larger', 1, 1 + 1e-6 * (1 + 0.5e-6)],
    ['smaller, below 0', -1, -1 + 1e-6 * (1 - 0.5e-6)],
    ['larger, below 0', -1, -1 - 1e-6 * (1 + 0.5e-6)],
  ])('is a part of the larger of the two: the first is %s', async (_what, alone, first) => {
    expect(await takenWith(alone, first, 9)).toBe(2);
    expect(await takenWith(alone, alone + 1.000002 * (first - alone), 9)).toBe(4); // 1e-6 of the larger, and a bit
  });

  it('may be just that, and what it is off by just the part of the difference', async () => {
    expect(await takenWith(1e6, 999999, 9e9)).toBe(2); // 1 is 1e-6 of 1e6
    expect(await takenWith(100, 101, 110)).toBe(4); // 1 is a tenth of 10
  });
});

it('the other point lies 2⁻¹⁰ of its scale above θ in one coordinate, below it in the next', async () => {
  const points: number[][] = [];
  const costs = (thetas: readonly Float64Array[]) => {
    points.push(...thetas.map((theta) => [...theta]));
    return thetas.map(() => 1);
  };
  await assertSameOrder({ theta: Float64Array.of(1, 2, 3), costs }, Float64Array.of(1, 4, 8), 1, undefined);
  expect(points[1]!.map((value, i) => Math.sign(value - (i + 1)))).toEqual([1, -1, 1]);
  const distances = points[1]!.map((value, i) => Math.abs(value - (i + 1)));
  expect(distances.map((distance) => distance / distances[0]!)).toEqual([1, 4, 8]);
});
