import { layoutOf } from '@gradproof/flatteners';
import { createForwardPass, type NetworkDescription, parameterShapes, tensor } from '@gradproof/model';
import { describe, expect, it } from 'vitest';
import type { LayeredProblem } from '../contract/problem.ts';
import { costRoundingIn } from '../differentiate/noise/cost-rounding-in.ts';
import { assertCostValue } from './assert-cost-value.ts';
import { sureClassifier } from './float32-classifier.fixture.ts';

/** A network of a unit for each of so many examples. */
const networkOf = (examples: number): LayeredProblem => {
  const network: NetworkDescription = { layers: [{ units: 1, activation: 'identity' }], cost: 'mean-squared-error', l2: 0 };
  const [X, Y] = [1, 1].map((rows) => tensor([rows, examples], new Float64Array(examples)));
  return { kind: 'layered', network, layout: layoutOf(parameterShapes(network, 1)), theta: new Float64Array(2), X: X!, Y: Y! };
}; // prettier-ignore

const assertSame = (cost: number, costValue: number | undefined, examples = 1): void =>
  assertCostValue(cost, { problem: networkOf(examples), costValue });

/** float32's unit round-off: a mean of its costs is off by a few of them. */
const FLOAT32 = 2 ** -24;

it.each([1, -3e200, 1e-200])('takes J(θ) = %d as float32 has it', (cost) => {
  for (const sign of [-1, 1]) assertSame(cost, cost * (1 + sign * 8 * FLOAT32));
  assertSame(cost, cost);
  assertSame(cost, undefined);
});

it.each([1, -3e200, 1e-200])('refuses a J(θ) that is off %d by 32 roundings of float32', (cost) => {
  for (const sign of [-1, 1])
    expect(() => assertSame(cost, cost * (1 + sign * 32 * FLOAT32))).toThrow(/not of that model/);
});

it('takes the J of PyTorch (float64) of a saturated binary cross-entropy', () => {
  // BCEWithLogitsLoss of the logits 36, −36 and 18 with the targets 0, 0 and 1
  const network = { layers: [{ units: 1, activation: 'sigmoid' }], cost: 'binary-cross-entropy', l2: 0 } as const;
  const [X, Y] = [tensor([1, 3], Float64Array.of(1, -1, 0.5)), tensor([1, 3], Float64Array.of(0, 0, 1))];
  assertSame(createForwardPass(network, X, Y).cost(Float64Array.of(36, 0)), 12.000000005076659);
}); // prettier-ignore

it.each([
  [0, 1e-300],
  [1, NaN],
  [NaN, 1],
])('refuses %d where costValue is %d', (cost, costValue) => {
  expect(() => assertSame(cost, costValue)).toThrow(`costValue is ${costValue}`);
});

/** A float32 number near 1 that needs all of its bits. */
const single = Math.fround(1.1);

it('takes a costValue of float32 as far off as a mean over so many examples may be, and no further', () => {
  const examples = 10_000; // (8 + 100)·2⁻²⁴ = 6.4e-6
  for (const sign of [-1, 1]) {
    assertSame(single * (1 + sign * 100 * FLOAT32), single, examples);
    expect(() => assertSame(single * (1 + sign * 116 * FLOAT32), single, examples)).toThrow(
      /not of that model/,
    );
    assertSame(single * (1 + sign * 16 * FLOAT32), single, 1); // 10⁻⁶ as ever
    expect(() => assertSame(single * (1 + sign * 18 * FLOAT32), single, 1)).toThrow(/not of that model/);
  }
});

it.each([
  ['float64', 1.1],
  ['short', 1.125],
  ['an integer', 12_345],
])('compares a costValue that is %s to 10⁻⁶, however many examples there are', (_what, costValue) => {
  assertSame(costValue * (1 + 9e-7), costValue, 10_000);
  expect(() => assertSame(costValue * (1 + 2e-6), costValue, 10_000)).toThrow(/not of that model/);
});

describe('J of a classifier that is sure of its examples, small by cancellation', () => {
  const cases = Array.from(
    { length: 60 },
    (_, seed) => [seed, 4 + (seed % 12), [2, 16, 100][seed % 3]!] as const,
  );
  const costOf = ({ network, X, Y, theta }: LayeredProblem) => createForwardPass(network, X, Y).cost(theta);

  it('is taken as float32 has it, however much of it that loses', () => {
    let beyond = 0;
    for (const [seed, margin, examples] of cases) {
      const { problem, costInFloat32: costValue } = sureClassifier(seed, margin, examples);
      const cost = costOf(problem);
      assertCostValue(cost, { problem, costValue });
      if (Math.abs(cost - costValue) > (8 + Math.sqrt(examples)) * FLOAT32 * cost) beyond++;
    }
    expect(beyond).toBeGreaterThan(20); // what is tested is there
  });

  it('is refused where it is another model’s', () => {
    for (const [seed, margin, examples] of cases) {
      const { problem, costInFloat32 } = sureClassifier(seed, margin, examples);
      const cost = costOf(problem);
      const rounding = 12 * margin * FLOAT32; // of logits that are so large, twice what is allowed for
      for (const wrong of [2 * costInFloat32, examples * costInFloat32, 0.5 * costInFloat32])
        if (Math.abs(wrong - cost) > rounding)
          expect(() => assertCostValue(cost, { problem, costValue: Math.fround(wrong) })).toThrow(
            /not of that model/,
          );
      expect(() => assertCostValue(cost, { problem, costValue: Math.fround(cost + 2 * rounding) })).toThrow(
        /not of that model/,
      );
    }
  });

  it('is compared to 10⁻⁶ where nothing says that it is computed in less than float64', () => {
    const { problem, costInFloat32 } = sureClassifier(3, 10, 16);
    const costValue = costInFloat32 + 1e-14; // no float32 number
    expect(() => assertCostValue(costOf(problem), { problem, costValue })).toThrow(/not of that model/);
    assertCostValue(costOf(problem), {
      problem,
      costValue,
      gradientPrecision: { precision: 'float32', known: 'type' },
    });
  });

  it('may be as coarse as the gradient is given in', () => {
    const { problem } = sureClassifier(1, 2, 16);
    const cost = costOf(problem);
    const costValue = cost * (1 + 2 ** -8);
    const given = (precision: 'float32' | 'bfloat16') => ({
      problem,
      costValue,
      gradientPrecision: { precision, known: 'type' } as const,
    });
    assertCostValue(cost, given('bfloat16'));
    expect(() => assertCostValue(cost, given('float32'))).toThrow(/not of that model/);
  });

  it('may be off by six deviations of its rounding, and by no more', () => {
    const { problem } = sureClassifier(3, 12, 16);
    const cost = costOf(problem);
    const deviation = costRoundingIn(problem, 'float32');
    const given = (deviations: number) => ({
      problem,
      costValue: cost + deviations * deviation,
      gradientPrecision: { precision: 'float32', known: 'type' } as const,
    });
    assertCostValue(cost, given(5.9));
    expect(() => assertCostValue(cost, given(6.1))).toThrow(/not of that model/);
  });
});

it('the rounding of a mean square is that of its parameters, where no logarithm is', () => {
  const problem = { ...networkOf(1), theta: Float64Array.of(1000, 0) };
  problem.X.data[0] = 1;
  problem.Y.data[0] = 999; // J = ½·1², and changes by 1000·u
  const ratio = costRoundingIn(problem, 'float32') / (1000 * FLOAT32);
  expect(ratio).toBeGreaterThan(1 / 2);
  expect(ratio).toBeLessThan(2);
});
