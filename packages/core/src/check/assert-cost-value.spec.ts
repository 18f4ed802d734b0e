import { createForwardPass, tensor } from '@gradproof/model';
import { expect, it } from 'vitest';
import { assertCostValue } from './assert-cost-value.ts';

/** float32's unit round-off: a mean of its costs is off by a few of them. */
const FLOAT32 = 2 ** -24;

it.each([1, -3e200, 1e-200])('takes J(θ) = %d as float32 has it', (cost) => {
  for (const sign of [-1, 1]) assertCostValue(cost, cost * (1 + sign * 8 * FLOAT32));
  assertCostValue(cost, cost);
  assertCostValue(cost, undefined);
});

it.each([1, -3e200, 1e-200])('refuses a J(θ) that is off %d by 32 roundings of float32', (cost) => {
  for (const sign of [-1, 1])
    expect(() => assertCostValue(cost, cost * (1 + sign * 32 * FLOAT32))).toThrow(/not of that model/);
});

it('takes the J of PyTorch (float64) of a saturated binary cross-entropy', () => {
  // BCEWithLogitsLoss of the logits 36, −36 and 18 with the targets 0, 0 and 1
  const network = { layers: [{ units: 1, activation: 'sigmoid' }], cost: 'binary-cross-entropy', l2: 0 } as const;
  const [X, Y] = [tensor([1, 3], Float64Array.of(1, -1, 0.5)), tensor([1, 3], Float64Array.of(0, 0, 1))];
  assertCostValue(createForwardPass(network, X, Y).cost(Float64Array.of(36, 0)), 12.000000005076659);
}); // prettier-ignore

it.each([
  [0, 1e-300],
  [1, NaN],
  [NaN, 1],
])('refuses %d where costValue is %d', (cost, costValue) => {
  expect(() => assertCostValue(cost, costValue)).toThrow(`costValue is ${costValue}`);
});

/** A float32 number near 1 that needs all of its bits. */
const single = Math.fround(1.1);

it('takes a costValue of float32 as far off as a mean over so many examples may be, and no further', () => {
  const examples = 10_000; // (8 + 100)·2⁻²⁴ = 6.4e-6
  for (const sign of [-1, 1]) {
    assertCostValue(single * (1 + sign * 100 * FLOAT32), single, examples);
    expect(() => assertCostValue(single * (1 + sign * 116 * FLOAT32), single, examples)).toThrow(
      /not of that model/,
    );
    assertCostValue(single * (1 + sign * 16 * FLOAT32), single, 1); // 10⁻⁶ as ever
    expect(() => assertCostValue(single * (1 + sign * 18 * FLOAT32), single, 1)).toThrow(/not of that model/);
  }
});

it.each([
  ['float64', 1.1],
  ['short', 1.125],
  ['an integer', 12_345],
])('compares a costValue that is %s to 10⁻⁶, however many examples there are', (_what, costValue) => {
  assertCostValue(costValue * (1 + 9e-7), costValue, 10_000);
  expect(() => assertCostValue(costValue * (1 + 2e-6), costValue, 10_000)).toThrow(/not of that model/);
});
