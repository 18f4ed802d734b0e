import { layoutOf } from '@gradproof/flatteners';
import { type NetworkDescription, parameterShapes, tensor } from '@gradproof/model';
import type { LayeredProblem } from '../contract/problem.ts';
import { createRandom } from '../numerics/random.ts';

const network: NetworkDescription = {
  layers: [{ units: 3, activation: 'softmax' }],
  cost: 'softmax-cross-entropy',
  l2: 0,
};

const { fround } = Math;

/** log-softmax in float32, each operation rounded: −log aₗ. */
const lossInFloat32 = (z: readonly number[], label: number): number => {
  const largest = Math.max(...z);
  const partition = z.reduce((total, value) => fround(total + fround(Math.exp(fround(value - largest)))), 0);
  return fround(fround(Math.log(partition)) - fround(z[label]! - largest));
};

/** A classifier of three classes that is sure of all its examples, by logits that are about `margin` apart: J is about 2·e^−margin, by cancellation. */
export const sureClassifier = (seed: number, margin: number, examples: number) => {
  const random = createRandom(seed);
  const noise = () => 0.2 * random() - 0.1;
  const isOwn = (row: number, column: number) => (row === column ? 1 : 0);
  const theta = Float64Array.from({ length: 12 }, (_, at) =>
    fround(margin * (at < 9 ? isOwn(Math.floor(at / 3), at % 3) + noise() : noise())),
  );
  const X = tensor([3, examples], new Float64Array(3 * examples));
  const Y = tensor([3, examples], new Float64Array(3 * examples));
  let sum = 0;
  for (let example = 0; example < examples; example++) {
    const label = example % 3;
    const input = [0, 1, 2].map((i) => fround(isOwn(i, label) + noise()));
    input.forEach((value, i) => (X.data[i * examples + example] = value));
    Y.data[label * examples + example] = 1;
    const z = [0, 1, 2].map((k) =>
      input.reduce((dot, x, i) => fround(dot + fround(theta[3 * k + i]! * x)), theta[9 + k]!),
    );
    sum = fround(sum + lossInFloat32(z, label));
  }
  const layout = layoutOf(parameterShapes(network, 3));
  const problem: LayeredProblem = { kind: 'layered', network, layout, theta, X, Y };
  return { problem, costInFloat32: fround(sum / examples) };
};
