import { expect, it } from 'vitest';
import type { ActivationName } from '../activations/index.ts';
import type { CostName } from '../costs/index.ts';
import { mirroredLayers } from './mirrored-layers.ts';

it.each<[ActivationName[], CostName, boolean[]]>([
  [['relu', 'leaky-relu', 'sigmoid'], 'binary-cross-entropy', [true, true, true]],
  [['identity', 'softmax'], 'softmax-cross-entropy', [true, true]],
  [['relu', 'tanh', 'relu', 'softmax'], 'softmax-cross-entropy', [false, false, true, true]],
  [['relu', 'sigmoid'], 'mean-squared-error', [false, false]],
  [['tanh', 'identity'], 'mean-squared-error', [false, true]],
])('%j with %s: %j', (activations, cost, expected) => {
  expect(
    mirroredLayers(
      activations.map((activation) => ({ activation })),
      cost,
    ),
  ).toEqual(expected);
});
