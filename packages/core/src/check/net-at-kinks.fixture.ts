import { layoutOf } from '@gradproof/flatteners';
import type { FunctionProblem } from '../contract/problem.ts';
import { normalVector } from '../numerics/normal.ts';
import { createRandom } from '../numerics/random.ts';

const UNITS = [3, 4, 3, 1];
const EXAMPLES = 5;

/** What is asked of a net: the slope of its units below 0, and what it computes in. */
export interface NetAtKinks {
  readonly seed: number;
  readonly leak: 0 | 0.01;
  readonly round: (value: number) => number;
}

/**
 * A net whose units stand at their kinks: no biases, an example of zeros, units without weights whose zeros are handed on. J is half the mean squared error, in float32
 * where `round` makes it; the gradient is that of backward propagation, with the slope below 0 at 0.
 */
export const netAtKinks = ({ seed, leak, round }: NetAtKinks) => {
  const random = createRandom(seed + 5);
  const drawn = (length: number, size: number) =>
    normalVector(length, random).map((x) => Math.fround(size * x));
  const X = Array.from({ length: EXAMPLES }, (_, e) =>
    e === 0 ? new Float64Array(UNITS[0]!) : drawn(UNITS[0]!, 1),
  );
  const y = drawn(EXAMPLES, 1);
  const places = UNITS.slice(1).map((units, l) => ({ units, inputs: UNITS[l]! }));
  const layout = layoutOf(
    places.flatMap(({ units, inputs }, l) => [
      { name: `W${l + 1}`, shape: [units, inputs] },
      { name: `b${l + 1}`, shape: [units] },
    ]),
  );
  const theta = new Float64Array(layout.size);
  for (const { name, offset, size, shape } of layout.tensors) {
    if (!name.startsWith('W')) continue;
    const weights = drawn(size, Math.sqrt(2 / shape[1]!));
    const off = name === `W${places.length}` ? 0 : Math.floor(3 * random());
    theta.set(weights.fill(0, 0, off * shape[1]!), offset);
  }
  const offsets = places.map((_, l) => ({
    W: layout.tensors[2 * l]!.offset,
    b: layout.tensors[2 * l + 1]!.offset,
  }));
  const activated = (z: number, r: (value: number) => number) => (z > 0 ? z : r(r(leak) * z));
  const pass = (at: Float64Array, x: Float64Array, r: (value: number) => number) => {
    const [z, a] = [[] as Float64Array[], [x]];
    places.forEach(({ units, inputs }, l) => {
      const { W, b } = offsets[l]!;
      const sum = (i: number) =>
        a[l]!.reduce((total, value, k) => r(total + r(r(at[W + i * inputs + k]!) * value)), r(at[b + i]!));
      const own = Float64Array.from({ length: units }, (_, i) => sum(i));
      z.push(own);
      a.push(l === places.length - 1 ? own : own.map((value) => activated(value, r)));
    });
    return { z, a };
  };
  const cost = (at: Float64Array): number =>
    round(
      X.reduce((total, x, e) => {
        const residual = round(pass(at, x, round).a.at(-1)![0]! - y[e]!);
        return round(total + round(round(residual * residual) / 2));
      }, 0) / EXAMPLES,
    );
  const gradient = new Float64Array(theta.length);
  X.forEach((x, e) => {
    const { z, a } = pass(theta, x, (exact) => exact);
    let delta: Float64Array = Float64Array.of((a.at(-1)![0]! - y[e]!) / EXAMPLES);
    for (let l = places.length - 1; l >= 0; l--) {
      const { inputs } = places[l]!;
      const { W, b } = offsets[l]!;
      const back = new Float64Array(inputs);
      delta.forEach((d, i) => {
        gradient[b + i]! += d;
        a[l]!.forEach((value, k) => {
          gradient[W + i * inputs + k]! += d * value;
          back[k]! += d * theta[W + i * inputs + k]!;
        });
      });
      if (l > 0) delta = back.map((d, k) => d * (z[l - 1]![k]! > 0 ? 1 : leak));
    }
  });
  const problem: FunctionProblem = { kind: 'function', layout, theta, cost };
  return { problem, gradient };
};
