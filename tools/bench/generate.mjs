import { createRandom } from '@gradproof/core';
import { layoutOf } from '@gradproof/flatteners';
import { backwardPropagate, createForwardPass, parameterShapes, tensor } from '@gradproof/model';

const normal = (random) => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());

/** A layered problem with seeded random numbers: weights as He et al. start them, labels by chance. */
export const generateProblem = ({ sizes, examples, hidden, cost }, seed = 1) => {
  const random = createRandom(seed);
  const units = sizes.at(-1);
  const last = { 'binary-cross-entropy': 'sigmoid', 'softmax-cross-entropy': 'softmax' }[cost] ?? 'identity';
  const layers = [
    ...sizes.slice(1, -1).map((width) => ({ units: width, activation: hidden })),
    { units, activation: last },
  ];
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
    if (last === 'softmax') Y[Math.floor(random() * units) * examples + r] = 1;
    else for (let k = 0; k < units; k++) Y[k * examples + r] = Math.round(random());
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

/** Its gradient by a backpropagation that is right. */
export const gradientOf = ({ network, theta, X, Y }) =>
  backwardPropagate(network, createForwardPass(network, X, Y), theta, X, Y);
