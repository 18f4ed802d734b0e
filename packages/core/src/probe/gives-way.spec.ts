import { layoutOf } from '@gradproof/flatteners';
import { describe, expect, it } from 'vitest';
import type { Evaluator } from '../contract/engine.ts';
import { createEngineSlopes } from './engine-slopes.ts';
import { createFunctionSlopes } from './function-slopes.ts';
import type { Slopes } from './slopes.ts';

/** An evaluation that holds the event loop, shorter than anybody notices. */
const compute = (): void => {
  const began = performance.now();
  while (performance.now() - began < 2);
};

const evaluator: Evaluator = {
  parallel: 1,
  derivatives: () => Promise.reject(new Error('not asked for')),
  directionalDerivatives: (directions) => {
    compute();
    const kinks = { coordinates: [], resolved: false, at: 0, oneSided: [] };
    const values = new Float64Array(directions.length);
    return Promise.resolve({ values, errorBound: null, evaluations: 2, kinks, nonFinite: null });
  },
  dispose: () => Promise.resolve(),
};
const byIncrements = (signal: AbortSignal) =>
  createEngineSlopes({ evaluator, roundingAlong: () => 0, epsilon: 1e-9 }, signal);

const byValues = (signal: AbortSignal) => {
  const cost = ([x]: Float64Array) => {
    compute();
    return x! * x!;
  };
  const problem = {
    kind: 'function' as const,
    ...{ layout: layoutOf([{ name: 'x', shape: [1] }]), theta: Float64Array.of(1), cost },
  };
  return createFunctionSlopes(problem, { cost: 1, sigma: 1e-16 }, signal);
};

/** Enough of them that the shortest hold is over many times. */
const CALLS = 100;

describe.each<[string, (signal: AbortSignal) => Slopes]>([
  ['increments', byIncrements],
  ['values', byValues],
])('slopes from %s, each of a few milliseconds', (_name, create) => {
  it('give way to timers, and hear that they are to stop', async () => {
    const controller = new AbortController();
    const slopes = create(controller.signal);
    setTimeout(() => controller.abort(new Error('Ctrl-C')));
    const all = async () => {
      for (let call = 0; call < CALLS; call++) await slopes.along(Float64Array.of(1), Infinity, 0);
    };
    await expect(all()).rejects.toThrow('Ctrl-C');
  });
});
