import { describe, expect, it } from 'vitest';
import { pausesOf } from '../../async/pauses.fixture.ts';
import { createTextbookEvaluator } from './textbook-evaluator.ts';

const theta = Float64Array.of(1, 2, 3);
const EPSILON = 1 / 4;
const all = { start: 0, end: 3 };
const linear = (at: Float64Array): number => at[0]! + 2 * at[1]! + 4 * at[2]!;

describe('the textbook method', () => {
  it('is exact for a linear function, of one process or a promise, in two evaluations a coordinate', async () => {
    for (const cost of [linear, (at: Float64Array) => Promise.resolve(linear(at))]) {
      const evaluator = await createTextbookEvaluator({ theta, cost });
      const found = await evaluator.derivatives(all, EPSILON);
      expect(found).toMatchObject({ values: Float64Array.of(1, 2, 4), evaluations: 6, nonFinite: null });
      expect(found.kinks).toEqual({ coordinates: [], resolved: false, at: 0, oneSided: [] });
      const along = await evaluator.directionalDerivatives([Float64Array.of(1, 1, -1)], EPSILON);
      expect(along.values).toEqual(Float64Array.of(-1));
    }
  });

  it('names the coordinates at which any unit changes its side, and counts what stands at a kink', async () => {
    let at = theta;
    const cost = (point: Float64Array) => {
      at = Float64Array.from(point);
      return 0;
    };
    const sides = () => Int8Array.of(1, Math.sign(at[1]! - 2), Math.sign(at[2]! - 3), Math.sign(at[2]! - 1));
    const evaluator = await createTextbookEvaluator({ theta, cost, sides });
    const { kinks } = await evaluator.derivatives(all, EPSILON);
    expect(kinks).toMatchObject({ coordinates: [1, 2], at: 2 });
  });

  it('has NaN where a cost is not finite, and tells the first', async () => {
    const cost = (at: Float64Array) => (at[1]! < 2 ? Infinity : at[2]! > 3 ? NaN : 0);
    const evaluator = await createTextbookEvaluator({ theta, cost });
    const { values, nonFinite } = await evaluator.derivatives(all, EPSILON);
    expect(values).toEqual(Float64Array.of(0, NaN, NaN));
    expect(nonFinite).toEqual({ coordinate: 1, side: 'minus', cost: Infinity });
  });

  it('yields to the event loop between evaluations that take long, and else not', async () => {
    const evaluator = await createTextbookEvaluator({ theta, cost: linear });
    const differentiate = () => evaluator.derivatives(all, EPSILON);
    expect(await pausesOf(1e-3, differentiate)).toBe(0);
    expect(await pausesOf(100, differentiate)).toBe(6);
  });

  it('stops with the reason of an aborted signal', async () => {
    const evaluator = await createTextbookEvaluator({ theta, cost: linear });
    const reason = new Error('enough');
    await expect(evaluator.derivatives(all, EPSILON, AbortSignal.abort(reason))).rejects.toBe(reason);
  });
});
