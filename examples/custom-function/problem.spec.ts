import '@gradproof/vitest/setup';
import { describe, expect, it } from 'vitest';
import problem, { cost, gradient, parameters } from './problem.ts';

describe('logistic regression', () => {
  it('has the gradient of its cost', async () => {
    await expect(problem).toHaveCorrectGradient({ threshold: 2e-7, seed: 1 });
  });

  it('would be caught with a gradient that forgets its bias', async () => {
    const forgetful = (at: typeof parameters) => ({ ...gradient(at), bias: 0 });
    await expect({ parameters, cost, gradient: forgetful }).not.toHaveCorrectGradient();
  });
});
