import { layoutOf } from '@gradproof/flatteners';
import type { FunctionProblem } from '../../contract/problem.ts';
import { createRandom } from '../../numerics/random.ts';

const [INPUTS, UNITS] = [5, 8];

/** What is asked of a net: 5 inputs, 8 units, 1 output. */
export interface ReluNet {
  readonly seed: number;
  readonly examples: number;
  readonly activation?: 'relu' | 'tanh';
  /** Rounds every operation; float32 by default. */
  readonly round?: (value: number) => number;
  readonly zeroBiases?: boolean;
}

const activations = {
  relu: { value: (z: number) => Math.max(z, 0), slope: (z: number) => (z > 0 ? 1 : 0) },
  tanh: { value: Math.tanh, slope: (z: number) => 1 - Math.tanh(z) ** 2 },
};

/** A new net, its mean squared error computed as a float32 library does, and the gradient of the exact one. */
export const reluNet = ({
  seed,
  examples,
  activation = 'relu',
  round = Math.fround,
  zeroBiases = false,
}: ReluNet) => {
  const random = createRandom(seed + 31);
  const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const drawn = (length: number, size: number) => Array.from({ length }, () => Math.fround(normal() * size));
  const X = Array.from({ length: examples }, () => drawn(INPUTS, 1));
  const Y = X.map(([x]) => Math.fround(Math.sin(x!) + 0.3 * normal()));
  const biases = zeroBiases ? 0 : 0.1;
  const theta = Float64Array.from([
    ...drawn(UNITS * INPUTS, Math.sqrt(2 / INPUTS)),
    ...drawn(UNITS, biases),
    ...drawn(UNITS, Math.sqrt(2 / UNITS)),
    ...drawn(1, biases),
  ]);
  const layout = layoutOf([
    { name: 'W1', shape: [UNITS, INPUTS] },
    { name: 'b1', shape: [UNITS] },
    { name: 'W2', shape: [UNITS] },
    { name: 'b2', shape: [1] },
  ]);
  const { value, slope } = activations[activation];
  const [B1, W2, B2] = [UNITS * INPUTS, UNITS * INPUTS + UNITS, UNITS * INPUTS + 2 * UNITS];
  const pass = (at: Float64Array, x: readonly number[], r: (value: number) => number) => {
    const z = Array.from({ length: UNITS }, (_, i) =>
      x.reduce((sum, input, j) => r(sum + r(r(at[i * INPUTS + j]!) * input)), r(at[B1 + i]!)),
    );
    const a = z.map((unit) => r(value(unit)));
    return { z, a, out: a.reduce((sum, unit, i) => r(sum + r(r(at[W2 + i]!) * unit)), r(at[B2]!)) };
  };
  const cost = (at: Float64Array): number => {
    const total = X.reduce((sum, x, e) => {
      const residual = round(pass(at, x, round).out - Y[e]!);
      return round(sum + round(round(residual * residual) / 2));
    }, 0);
    return round(total / examples);
  };
  const gradient = new Float64Array(theta.length);
  X.forEach((x, e) => {
    const { z, a, out } = pass(theta, x, (exact) => exact);
    const delta = (out - Y[e]!) / examples;
    gradient[B2]! += delta;
    a.forEach((unit, i) => {
      gradient[W2 + i]! += delta * unit;
      const back = delta * theta[W2 + i]! * slope(z[i]!);
      gradient[B1 + i]! += back;
      x.forEach((input, j) => (gradient[i * INPUTS + j]! += back * input));
    });
  });
  const problem: FunctionProblem = { kind: 'function', layout, theta, cost };
  return { problem, gradient };
};
