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

it.each([
  [0, 1e-300],
  [1, NaN],
  [NaN, 1],
])('refuses %d where costValue is %d', (cost, costValue) => {
  expect(() => assertCostValue(cost, costValue)).toThrow(`costValue is ${costValue}`);
});
