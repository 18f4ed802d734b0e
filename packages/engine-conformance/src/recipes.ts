import { type ElementwiseActivationName, elementwiseActivations } from '@gradproof/model';
import type { NetworkRecipe } from './random-network.ts';

const base = {
  seed: 1,
  features: 4,
  examples: 6,
  l2: 0,
  cost: 'binary-cross-entropy',
  last: { units: 2, activation: 'sigmoid' },
} as const;

const twoHidden = (activation: ElementwiseActivationName) => [
  { units: 5, activation },
  { units: 3, activation },
];

/** Every activation, every cost, depths 1 to 4, one and many outputs, with and without L2. */
export const recipes: readonly (readonly [name: string, recipe: NetworkRecipe])[] = [
  ...Object.keys(elementwiseActivations).map((name, index): readonly [string, NetworkRecipe] => [
    `${name} in two hidden layers`,
    { ...base, seed: 10 + index, hidden: twoHidden(name as ElementwiseActivationName) },
  ]),
  ['one layer only', { ...base, hidden: [], last: { units: 1, activation: 'sigmoid' } }],
  [
    'softmax cross-entropy with L2',
    {
      ...base,
      hidden: twoHidden('tanh'),
      last: { units: 4, activation: 'softmax' },
      cost: 'softmax-cross-entropy',
      l2: 0.7,
    },
  ],
  [
    'softmax cross-entropy of soft labels',
    {
      ...base,
      hidden: twoHidden('gelu'),
      last: { units: 3, activation: 'softmax' },
      cost: 'softmax-cross-entropy',
      labels: 'soft',
    },
  ],
  [
    'mean squared error of a linear last layer',
    {
      ...base,
      hidden: twoHidden('softplus'),
      last: { units: 3, activation: 'identity' },
      cost: 'mean-squared-error',
    },
  ],
  [
    'mean squared error of a tanh last layer, four layers, L2',
    {
      ...base,
      hidden: [...twoHidden('elu'), { units: 4, activation: 'gelu' }],
      last: { units: 1, activation: 'tanh' },
      cost: 'mean-squared-error',
      l2: 0.1,
    },
  ],
  [
    'a single example and a single unit everywhere',
    { ...base, examples: 1, features: 1, hidden: [{ units: 1, activation: 'sigmoid' }] },
  ],
];
