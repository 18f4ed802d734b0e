import type { LayeredProblem } from '@gradproof/core';
import { createRandom } from '@gradproof/core/testing';
import { layoutOf } from '@gradproof/flatteners';
import {
  type ElementwiseActivationName,
  type NetworkDescription,
  parameterShapes,
  tensor,
  type Tensor,
} from '@gradproof/model';

/** What a random network is made from. */
export interface NetworkRecipe {
  readonly seed: number;
  readonly features: number;
  readonly examples: number;
  readonly hidden: readonly { readonly units: number; readonly activation: ElementwiseActivationName }[];
  readonly last: {
    readonly units: number;
    readonly activation: NetworkDescription['layers'][number]['activation'];
  };
  readonly cost: NetworkDescription['cost'];
  readonly l2: number;
  /** Labels of softmax: one-hot unless they are `soft`, positive numbers in float32 whose sum is 1 but for their rounding. */
  readonly labels?: 'soft';
}

/** A normal deviate by Box and Muller's method. */
const normal = (random: () => number): number =>
  Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());

const columnSum = (values: Float64Array, columns: number, column: number): number =>
  values.reduce((sum, value, at) => (at % columns === column ? sum + value : sum), 0);

const targets = (recipe: NetworkRecipe, random: () => number): Tensor => {
  const { cost, examples } = recipe;
  const { units } = recipe.last;
  const Y = new Float64Array(units * examples);
  if (recipe.labels === 'soft') {
    Y.forEach((_, at) => (Y[at] = 0.1 + random()));
    const sums = Array.from({ length: examples }, (_, r) => columnSum(Y, examples, r));
    Y.forEach((label, at) => (Y[at] = Math.fround(label / sums[at % examples]!)));
  } else if (cost === 'softmax-cross-entropy') {
    for (let r = 0; r < examples; r++) Y[Math.floor(random() * units) * examples + r] = 1;
  } else
    Y.forEach((_, at) => (Y[at] = cost === 'mean-squared-error' ? normal(random) : Math.round(random())));
  return tensor([units, examples], Y);
};

/** A seeded network with its examples: weights of variance 2/inputs (He et al. 2015), so that no layer dies or saturates. */
export const randomNetwork = (recipe: NetworkRecipe): LayeredProblem => {
  const random = createRandom(recipe.seed);
  const network = { layers: [...recipe.hidden, recipe.last], cost: recipe.cost, l2: recipe.l2 };
  const layout = layoutOf(parameterShapes(network, recipe.features));
  const theta = new Float64Array(layout.size);
  for (const { name, shape, offset, size } of layout.tensors) {
    const deviation = name.startsWith('W') ? Math.sqrt(2 / shape[1]!) : 0.1;
    for (let at = offset; at < offset + size; at++) theta[at] = deviation * normal(random);
  }
  const X = tensor(
    [recipe.features, recipe.examples],
    Float64Array.from({ length: recipe.features * recipe.examples }, () => normal(random)),
  );
  return { kind: 'layered', network, layout, theta, X, Y: targets(recipe, random) };
};
