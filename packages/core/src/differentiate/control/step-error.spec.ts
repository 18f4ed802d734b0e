import { describe, expect, it } from 'vitest';
import type { Evaluator } from '../../contract/engine.ts';
import { createTextbookEvaluator } from '../textbook/textbook-evaluator.ts';
import { createStepErrorAt, type DifferenceAt, differencesOf } from './step-error.ts';

const EPSILON = 1e-2;

/** What the step does to a function at 0, of which so much is beyond its error; the steps that were looked at. */
const look = async (f: (t: number) => number, { costNoise = 0, residual = Infinity, crosses = (t: number) => t < 0 } = {}) => {
  const steps: number[] = [];
  const differenceAt: DifferenceAt = (_coordinate, t) => {
    steps.push(t / EPSILON);
    const halfJump = Math.abs(f(t) - 2 * f(0) + f(-t)) / (2 * t);
    return Promise.resolve({ slope: (f(t) - f(-t)) / (2 * t), halfJump, crosses: crosses(t), evaluations: 2 });
  };
  const found = await createStepErrorAt(differenceAt, { costNoise }, EPSILON)(0, residual);
  return { ...found, steps };
}; // prettier-ignore

describe('what a step does', () => {
  it('is twice the truncation that a quarter of it shows: 16/15 of the change', async () => {
    const { error, change, evaluations } = await look((t) => 2 * t + 10 * t ** 3 + t ** 2);
    expect(change).toBeCloseTo(10 * EPSILON ** 2 * (15 / 16), 12);
    expect(error).toBeCloseTo(2 * 10 * EPSILON ** 2, 12);
    expect(evaluations).toBe(4);
  });

  it('is nothing for a line', async () => {
    expect((await look((t) => 3 * t)).error).toBeLessThan(1e-12);
  });

  it('is half of the change of slope where a kink lies at θ, however short the step', async () => {
    const { error, steps } = await look((t) => Math.max(t, -3 * t));
    expect(error).toBeCloseTo(2, 12);
    expect(steps).toEqual([1, 1 / 4, 1 / 16, 1 / 64, 1 / 256, 1 / 1024]);
  });

  it.each([0.9, 0.5, 0.2, 0.1, 0.02, 0.005])(
    'covers a kink at %d of it: the slope at θ lies within',
    async (part) => {
      const { error } = await look((t) => t + 5 * Math.max(0, t - part * EPSILON));
      const difference = 1 + (5 * (1 - part)) / 2;
      expect(difference - 1).toBeLessThanOrEqual(error);
      expect(error).toBeLessThan(8);
    },
  );

  it('covers kinks whose changes of slope cancel', async () => {
    const f = (t: number) => t + 5 * Math.max(0, t - EPSILON / 2) - 5 * Math.max(0, -t - EPSILON / 2);
    const crosses = (t: number) => t > EPSILON / 2;
    const { error } = await look(f, { crosses });
    expect(error).toBeGreaterThanOrEqual(2.5);
  });

  it('is anything where every step crosses a kink, or J isn’t finite', async () => {
    expect((await look((t) => t, { crosses: () => true })).error).toBe(Infinity);
    expect((await look((t) => (t > EPSILON / 2 ? NaN : t))).error).toBe(Infinity);
  });

  it('goes down as long as the noise of J is below what is to be explained', async () => {
    const noiseAt = (part: number) => (10 * Math.sqrt(6) * 1e-6) / (2 * part * EPSILON);
    const kink = (t: number) => Math.abs(t);
    const { steps } = await look(kink, { costNoise: 1e-6, residual: 1.01 * noiseAt(1 / 16) });
    expect(steps).toEqual([1, 1 / 4, 1 / 16]);
    expect((await look(kink, { costNoise: 1e-6, residual: 0.99 * noiseAt(1 / 16) })).steps).toEqual([
      1,
      1 / 4,
    ]);
  });
});

describe('differences', () => {
  const theta = Float64Array.of(3, 0);
  const cost = ([x, y]: Float64Array) => x! + Math.max(y!, 0);

  it('are the evaluator’s where it tells half-jumps and crossings', async () => {
    const sides = () => Int8Array.of(1);
    const evaluator = await createTextbookEvaluator({ theta, cost, sides });
    const differences = differencesOf(evaluator, { theta, cost }, 3, undefined);
    expect(await differences(1, 1 / 8)).toEqual({
      slope: 0.5,
      halfJump: 0.5,
      crosses: false,
      evaluations: 2,
    });
  });

  it('are by J itself where it doesn’t', async () => {
    const evaluator = await createTextbookEvaluator({ theta, cost });
    const differences = differencesOf(evaluator, { theta, cost }, 3, undefined);
    expect(await differences(1, 1 / 8)).toEqual({
      slope: 0.5,
      halfJump: 0.5,
      crosses: false,
      evaluations: 4,
    });
    expect(theta).toEqual(Float64Array.of(3, 0));
  });

  it('end with the signal', async () => {
    const reason = new Error('enough');
    const differences = differencesOf({} as Evaluator, { theta, cost }, 3, AbortSignal.abort(reason));
    await expect(differences(0, 1)).rejects.toBe(reason);
  });
});
