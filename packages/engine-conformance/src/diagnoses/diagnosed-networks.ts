import { type ElementwiseActivationName, elementwiseActivations, type SlopeOf } from '@gradproof/model';
import type { NetworkRecipe } from '../random-network.ts';

/** Three hidden layers, of relu and of tanh. */
export const deep: NetworkRecipe = {
  seed: 5,
  features: 6,
  examples: 9,
  hidden: [
    { units: 8, activation: 'relu' },
    { units: 7, activation: 'relu' },
    { units: 5, activation: 'tanh' },
  ],
  last: { units: 3, activation: 'softmax' },
  cost: 'softmax-cross-entropy',
  l2: 0,
};

/** The recipe with this activation in each hidden layer. */
export const withActivation = (
  recipe: NetworkRecipe,
  activation: ElementwiseActivationName,
): NetworkRecipe => ({
  ...recipe,
  hidden: recipe.hidden.map(({ units }) => ({ units, activation })),
});

/** The derivative everywhere but in one layer (from 1), where `slope` is taken. */
export const only =
  (layer: number, slope: (activation: ElementwiseActivationName) => (z: number) => number): SlopeOf =>
  (activation, index) =>
    index === layer - 1 ? slope(activation) : elementwiseActivations[activation].derivative;
