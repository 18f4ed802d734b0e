import { createRandom } from '@gradproof/core/testing';
import { layoutOf } from '@gradproof/flatteners';
import { backwardPropagate, createForwardPass, parameterShapes, tensor } from '@gradproof/model';

const normal = (random) => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());

/** What the last layer must be for a cost. */
const LAST = {
  'binary-cross-entropy': 'sigmoid',
  'softmax-cross-entropy': 'softmax',
  'mean-squared-error': 'identity',
};

const networkOf = ({ sizes, hidden, cost }) => {
  const last = { units: sizes.at(-1), activation: LAST[cost] };
  return {
    layers: [...sizes.slice(1, -1).map((width) => ({ units: width, activation: hidden })), last],
    cost,
    l2: 0,
  };
};

/** A net with random parameters and examples, and its gradient by backward propagation: always the same for a net and a seed. */
export const problemOf = (net, seed = 1) => {
  const { sizes, examples } = net;
  const random = createRandom(seed);
  const network = networkOf(net);
  const layout = layoutOf(parameterShapes(network, sizes[0]));
  const theta = new Float64Array(layout.size);
  for (const { name, shape, offset, size } of layout.tensors) {
    const deviation = name.startsWith('W') ? Math.sqrt(2 / shape[1]) : 0.1;
    for (let at = offset; at < offset + size; at++) theta[at] = deviation * normal(random);
  }
  const X = tensor(
    [sizes[0], examples],
    Float64Array.from({ length: sizes[0] * examples }, () => normal(random)),
  );
  const units = sizes.at(-1);
  const Y = tensor([units, examples], new Float64Array(units * examples));
  for (let r = 0; r < examples; r++) {
    if (units === 1) Y.data[r] = Math.round(random());
    else Y.data[Math.floor(random() * units) * examples + r] = 1;
  }
  const grad = backwardPropagate(network, createForwardPass(network, X, Y), theta, X, Y);
  return { problem: { kind: 'layered', network, layout, theta, X, Y }, grad };
};
