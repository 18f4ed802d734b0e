import { describe, expect, it } from 'vitest';
import type { Derivatives, Evaluator } from '../../contract/engine.ts';
import { CostError } from '../adaptive/cost-error.ts';
import { createTruncationAt, measureTruncations, truncationOf as truncationBetween } from './truncation.ts';

/** An evaluator of one coordinate that notes its steps. */
const noting = (at: (step: number) => Partial<Derivatives>) => {
  const steps: number[] = [];
  const evaluator: Evaluator = {
    derivatives: (_shard, step) => {
      steps.push(step);
      return Promise.resolve({
        values: Float64Array.of(NaN),
        errorBound: null,
        evaluations: 2,
        kinks: { coordinates: [], resolved: false, at: 0, oneSided: [] },
        nonFinite: null,
        ...at(step),
      });
    },
    directionalDerivatives: () => Promise.reject(new Error('not asked for')),
    parallel: 1,
    dispose: () => Promise.resolve(),
  };
  return { steps, evaluator };
};

const EPSILON = 2 ** -10;
const DERIVATIVE = 3;
const textbook = { method: 'textbook' as const, epsilon: EPSILON };
const crossing = { coordinates: [0], resolved: false, at: 0, oneSided: [] };

/** D(h) of error a·h² + b·h⁴. */
const slopeWith =
  (a: number, b: number) =>
  (step: number): number =>
    DERIVATIVE + a * step ** 2 + b * step ** 4;

const truncationOf = async (slope: (step: number) => number, options: Parameters<typeof createTruncationAt>[1]) => {
  const { steps, evaluator } = noting((step) => ({ values: Float64Array.of(slope(step)) }));
  const gradapprox = slope(options.epsilon);
  const truncation = await createTruncationAt(evaluator, options, undefined)({ coordinate: 0, gradapprox });
  return { truncation, steps, error: Math.abs(gradapprox - DERIVATIVE) };
}; // prettier-ignore

describe('the truncation that a shorter step shows', () => {
  it('bounds an error of order ε², with a second order as large, and is no more than four times it', async () => {
    for (const [a, b] of [[1, 0], [1, 1], [-2, 0.5]] as const) {
      const { truncation, error } = await truncationOf(slopeWith(a, b / EPSILON ** 2), textbook);
      expect(truncation / error, `a = ${a}, b = ${b}`).toBeGreaterThanOrEqual(1);
      expect(truncation / error, `a = ${a}, b = ${b}`).toBeLessThan(4);
    } // prettier-ignore
  });

  it('is unknown, and so without a limit, where J has no value at the shorter step', async () => {
    let thrown: Error = new CostError('at w = 3', Float64Array.of(3), 0, new RangeError('out of the domain'));
    const { evaluator } = noting(() => {
      throw thrown;
    });
    const entry = { coordinate: 0, gradapprox: DERIVATIVE };
    expect(await createTruncationAt(evaluator, textbook, undefined)(entry)).toBe(Infinity);
    expect((await truncationOf((step) => (step < EPSILON ? NaN : DERIVATIVE), textbook)).truncation).toBe(
      Infinity,
    );
    thrown = new Error('the device failed');
    await expect(createTruncationAt(evaluator, textbook, undefined)(entry)).rejects.toBe(thrown);
  });

  it('takes one step: shorter than half of ε, at which two orders may cancel, and not so short that noise rules', async () => {
    const { steps } = await truncationOf(slopeWith(1, 0), textbook);
    expect(steps).toHaveLength(1);
    expect(EPSILON / steps[0]!).toBeGreaterThan(2);
    expect(EPSILON / steps[0]!).toBeLessThan(8); // noise is 1/step: less than eight times that of ε
  });

  it('takes the step without truncation of increments, and none where ε is that', async () => {
    const large = await truncationOf(slopeWith(1, 0), { method: 'incremental', epsilon: EPSILON });
    expect(large.steps).toEqual([1e-9]);
    expect(large.truncation).toBeGreaterThan(large.error);
    const small = await truncationOf(slopeWith(1, 0), { method: 'incremental', epsilon: 1e-9 });
    expect(small).toMatchObject({ truncation: 0, steps: [] });
  });

  it.each([2 ** -3, 2 ** -15, 2 ** -26])('is found beside a kink at %d of ε, by a step that is free of it', async (beside) => {
    const { steps, evaluator } = noting((step) => ({
      values: Float64Array.of(DERIVATIVE),
      kinks: step > beside * EPSILON ? crossing : { ...crossing, coordinates: [] },
    }));
    const truncation = await createTruncationAt(evaluator, textbook, undefined)({ coordinate: 0, gradapprox: DERIVATIVE + 1 });
    expect(truncation).toBeGreaterThan(1);
    expect(truncation).toBeLessThan(4);
    expect(beside * EPSILON / steps.at(-1)!).toBeLessThan(16); // not shorter than it must be
  }); // prettier-ignore

  it('is infinite where a kink is nearer than any step that is more than rounding', async () => {
    const { evaluator } = noting((step) => (step > 2 ** -32 * EPSILON ? { kinks: crossing } : {}));
    const at = createTruncationAt(evaluator, textbook, undefined);
    expect(await at({ coordinate: 0, gradapprox: DERIVATIVE })).toBe(Infinity);
  });

  it('is 0 at a kink that has its own bounds, and measured entry by entry', async () => {
    const side = { slope: 1, bound: 0 };
    const { evaluator } = noting(() => ({
      kinks: { ...crossing, oneSided: [{ coordinate: 4, lower: side, upper: side }] },
    }));
    const at = createTruncationAt(evaluator, textbook, undefined);
    const entry = { coordinate: 4, grad: 1, gradapprox: 1 };
    expect(await measureTruncations([entry], at)).toEqual(new Map([[4, 0]]));
  });

  it('is twice the error of order ε² that a quarter of the step shows', () => {
    for (const error of [1e-3, -1e-3])
      expect(truncationBetween(DERIVATIVE + error, DERIVATIVE + error / 16)).toBeCloseTo(
        2 * Math.abs(error),
        15,
      );
  });
});
