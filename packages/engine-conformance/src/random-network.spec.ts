import { describe, expect, it } from 'vitest';
import { randomNetwork } from './random-network.ts';
import { recipes } from './recipes.ts';

describe('the problems that engines are tested with', () => {
  it.each(recipes)('are the same at every run: %s', (_name, recipe) => {
    expect(randomNetwork(recipe)).toEqual(randomNetwork(recipe));
  });

  it.each(recipes)('have parameters and examples that fit: %s', (_name, recipe) => {
    const { theta, layout, X, Y, network } = randomNetwork(recipe);
    expect(theta.length).toBe(layout.size);
    expect(Y.shape).toEqual([network.layers.at(-1)!.units, X.shape[1]]);
  });
});
