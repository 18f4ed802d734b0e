import { describe, expect, it } from 'vitest';
import {
  explains,
  isNearlyNothing,
  isRearranged,
  suspectTensor,
  weightyEntries,
  wrongEntries,
} from './suspect-tensor.ts';

/** [1, 0] against [−1, 0]: both norms are 1, the residual's is 2. */
const opposite = (threshold: number, error: number, gradapprox = [-1, 0]) =>
  suspectTensor({
    name: 'W1',
    shape: [2],
    partOf: (vector) => vector,
    theta: Float64Array.of(1, 1),
    grad: Float64Array.of(1, 0),
    gradapprox: Float64Array.from(gradapprox),
    error,
    threshold,
    place: null,
  });

/** The same of 16 entries of a quarter, all of them wrong: the residual's norm is 2. */
const allOpposite = (threshold: number, error: number) => {
  const grad = new Float64Array(16).fill(1 / 4);
  const gradapprox = grad.map((g) => -g);
  return suspectTensor({ ...opposite(threshold, error), shape: [16], theta: grad, grad, gradapprox });
};

/** Whether an explanation explains all entries but one, of which so much is left. */
const explainsAllBut = (tensor: ReturnType<typeof opposite>, left: number) =>
  explains(tensor, tensor.grad.with(3, 1 / 4 + left));

/** Whether an explanation explains it that leaves this much. */
const explainsBut = (tensor: ReturnType<typeof opposite>, left: number, amplification?: number) =>
  explains(tensor, Float64Array.of(1, left), amplification);

describe('an explanation leaves no more than', () => {
  it('the threshold allows: threshold·(‖grad‖ + ‖explained‖)', () => {
    expect(explainsBut(opposite(1e-6, 0), 1.5e-6)).toBe(true);
    expect(explainsBut(opposite(1e-6, 0), 3e-6)).toBe(false);
  });

  it('a hundredth allows, where the threshold is larger: 0.01·2', () => {
    expect(explainsAllBut(allOpposite(0.5, 0), 0.015)).toBe(true);
    expect(explainsAllBut(allOpposite(0.5, 0), 0.03)).toBe(false);
  });

  it('the error of gradapprox, as it is enlarged', () => {
    expect(explainsBut(opposite(0, 1e-3), 0.7e-3)).toBe(true);
    expect(explainsBut(opposite(0, 1e-3), 2e-3)).toBe(false);
    expect(explainsBut(opposite(0, 1e-3), 2e-3, 3)).toBe(true);
  });

  it('a tenth of the residual, however large the error is: 0.1·2', () => {
    expect(explainsAllBut(allOpposite(0, 10), 0.15)).toBe(true);
    expect(explainsAllBut(allOpposite(0, 10), 0.3)).toBe(false);
  });

  it('what is no coincidence: of a residual that is in one entry, a thousandth', () => {
    expect(explainsBut(opposite(0, 10), 1.5e-3)).toBe(true);
    expect(explainsBut(opposite(0, 10), 3e-3)).toBe(false);
  });

  it('a finite number', () => {
    expect(explainsBut(opposite(0.5, 10), NaN)).toBe(false);
    expect(explainsBut(opposite(NaN, 0), 0)).toBe(false);
  });
});

describe('what a suspect tensor tells', () => {
  it('its residual is next to nothing up to what float32 leaves of a sum: 1e-5 of gradapprox', () => {
    expect([0.7e-5, -0.7e-5, 1.5e-5, -1.5e-5].map((residual) => isNearlyNothing(residual, 1))).toEqual([
      true,
      true,
      false,
      false,
    ]);
    expect(isNearlyNothing(1e-7, 0)).toBe(false);
  });

  it('it may hold the same entries elsewhere where both norms are the same', () => {
    expect(isRearranged(opposite(1e-3, 0, [0, 1.001]))).toBe(true);
    expect(isRearranged(opposite(1e-3, 0, [0, 1.003]))).toBe(false);
    expect(isRearranged(opposite(1e-3, 0, [0, 0.997]))).toBe(false);
  });

  it('entries that are wrong by more than the tensor may be: 1e-3·(1 + 1)', () => {
    expect(wrongEntries(opposite(1e-3, 0, [-1, 0.0015]))).toBe(1);
    expect(wrongEntries(opposite(1e-3, 0, [-1, 0.003]))).toBe(2);
    expect(wrongEntries(opposite(1e-3, 0, [-1, -0.003]))).toBe(2);
  });

  it('entries that weigh more than an explanation may leave', () => {
    expect(weightyEntries(opposite(1e-3, 0), Float64Array.of(1, 0.0015))).toBe(1);
    expect(weightyEntries(opposite(1e-3, 0), Float64Array.of(1, -0.003))).toBe(2);
  });
});

describe('what is off by just what is allowed', () => {
  const ALLOWED = 2 ** -10; // exact, as are the numbers below
  const given = (grad: readonly number[], gradapprox: readonly number[]) =>
    suspectTensor({
      ...opposite(0, ALLOWED),
      grad: Float64Array.from(grad),
      gradapprox: Float64Array.from(gradapprox),
    });

  it('is explained, but not with anything more', () => {
    expect(explains(given([1, 0, 0], [-1, 0, 0]), Float64Array.of(1, ALLOWED, 0))).toBe(true);
    expect(explains(given([1, 0, 0], [-1, 0, 0]), Float64Array.of(1, ALLOWED, 1))).toBe(false);
    expect(explains(given([1, 0, 0], [-1, 0, 0]), Float64Array.of(1, ALLOWED, ALLOWED))).toBe(false);
  });

  it('may be rearranged', () => {
    expect(isRearranged(given([1, 0], [0, 1 + ALLOWED]))).toBe(true);
    expect(isRearranged(given([1, 0], [0, 1 + 2 * ALLOWED]))).toBe(false);
  });

  it('is no wrong entry, and none that weighs', () => {
    expect(wrongEntries(given([1, ALLOWED], [-1, 0]))).toBe(1);
    expect(weightyEntries(given([1, 0], [-1, 0]), Float64Array.of(1, ALLOWED))).toBe(1);
  });
});

it('a residual is next to nothing beside a number below 0, too', () => {
  expect([0.7e-5, 1.5e-5].map((residual) => isNearlyNothing(residual, -1))).toEqual([true, false]);
});

it('nothing is next to nothing, also of 0', () => {
  expect(isNearlyNothing(0, 0)).toBe(true);
});
