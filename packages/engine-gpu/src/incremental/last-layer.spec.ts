import { checkProblem } from '@gradproof/core';
import type { LayeredProblem } from '@gradproof/core/engine';
import { gradientOf, type NetworkRecipe, randomNetwork } from '@gradproof/engine-conformance';
import { describe, expect, it } from 'vitest';
import { createGpuEngine } from '../gpu-engine.ts';
import { isExact } from './last-layer.ts';
import { prepareNetwork } from './prepare-network.ts';

const recipe: NetworkRecipe = {
  seed: 2,
  features: 6,
  examples: 64,
  cost: 'binary-cross-entropy',
  l2: 0,
  hidden: [{ units: 8, activation: 'tanh' }],
  last: { units: 1, activation: 'sigmoid' },
};
const check = (problem: LayeredProblem, grad: Float64Array) =>
  checkProblem({ problem, grad }, { engine: createGpuEngine({ device: 'webasm' }) });

/** The last bias moved to where its gradient nearly vanishes, as training does: a hundred-thousandth of the examples' own. */
const trained = (): LayeredProblem => {
  const problem = randomNetwork(recipe);
  const theta = Float64Array.from(problem.theta);
  const at = theta.length - 1;
  let [low, high] = [-10, 10];
  for (let turn = 0; turn < 100; turn++) {
    theta[at] = (low + high) / 2;
    const isAbove = gradientOf({ ...problem, theta })[at]! > 1e-5;
    if (isAbove) high = theta[at];
    else low = theta[at];
  }
  return { ...problem, theta };
};

describe('the last layer’s biases', () => {
  const problem = trained();
  const right = gradientOf(problem);

  it('are exact, where their sum over the examples nearly cancels too', async () => {
    expect(right.at(-1)).toBeCloseTo(1e-5, 9); // the premise
    const report = await check(problem, right);
    expect(report.verdict).toBe('correct');
    expect(report.tensors.at(-1)!.difference).toBeLessThan(1e-10); // float64: u·0.5/1e-5 a term
  });

  it('show a mistake of 1e-4 there, and it alone', async () => {
    const report = await check(problem, right.with(-1, right.at(-1)! * (1 + 1e-4)));
    expect(report.tensors.map(({ verdict }) => verdict)).toEqual([
      'correct',
      'correct',
      'correct',
      'incorrect',
    ]);
  });
});

describe('the last layer is computed on the device', () => {
  const layerOf = (changes: Partial<NetworkRecipe>) =>
    prepareNetwork(randomNetwork({ ...recipe, ...changes }));

  it('where it is wide', () => {
    const wide = layerOf({ last: { units: 200, activation: 'softmax' }, cost: 'softmax-cross-entropy' });
    expect(isExact(wide, 1)).toBe(false);
  });

  it('where it has kinks', () => {
    const kinked = layerOf({ last: { units: 1, activation: 'relu' }, cost: 'mean-squared-error' });
    expect(isExact(kinked, 1)).toBe(false);
  });

  it('never before it', () => {
    expect(isExact(layerOf({}), 0)).toBe(false);
    expect(isExact(layerOf({}), 1)).toBe(true);
  });
});
