import { createRandom } from '@gradproof/core';
import { layoutOf } from '@gradproof/flatteners';
import { backwardPropagate, createForwardPass, parameterShapes, tensor } from '@gradproof/model';

const normal = (random) => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());

/** A net on made-up examples: the same numbers every time. */
export const problemOf = ({ sizes, examples, hidden, cost }) => {
  const random = createRandom(1);
  const units = sizes.at(-1);
  const last = { units, activation: units === 1 ? 'sigmoid' : 'softmax' };
  const layers = [...sizes.slice(1, -1).map((width) => ({ units: width, activation: hidden })), last];
  const network = { layers, cost, l2: 0 };
  const layout = layoutOf(parameterShapes(network, sizes[0]));
  const theta = new Float64Array(layout.size);
  for (const { name, shape, offset, size } of layout.tensors) {
    const deviation = name.startsWith('W') ? Math.sqrt(2 / shape[1]) : 0.1;
    for (let at = offset; at < offset + size; at++) theta[at] = deviation * normal(random);
  }
  const X = Float64Array.from({ length: sizes[0] * examples }, () => normal(random));
  const Y = new Float64Array(units * examples);
  for (let r = 0; r < examples; r++) {
    if (units === 1) Y[r] = Math.round(random());
    else Y[Math.floor(random() * units) * examples + r] = 1;
  }
  return {
    kind: 'layered',
    network,
    layout,
    theta,
    X: tensor([sizes[0], examples], X),
    Y: tensor([units, examples], Y),
  };
};

/** Its right gradient, by backpropagation in float64. */
export const gradientOf = ({ network, X, Y, theta }) =>
  backwardPropagate(network, createForwardPass(network, X, Y), theta, X, Y);
