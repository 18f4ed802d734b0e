import { layoutOf } from '@gradproof/flatteners';
import { type NetworkDescription, parameterShapes, tensor } from '@gradproof/model';
import { readFileSync } from 'node:fs';
import type { LayeredProblem } from '../../contract/problem.ts';

/** Gradients of PyTorch 1.13: float32 as it computes them, 16 bits with every operation's result rounded. */
export interface TorchNetwork {
  readonly seed: number;
  readonly problem: LayeredProblem;
  readonly gradients: Readonly<Record<'float32' | 'bfloat16' | 'float16', Float64Array>>;
}

interface Stored {
  readonly seed: number;
  readonly layers: readonly (readonly [number, NetworkDescription['layers'][number]['activation']])[];
  readonly cost: NetworkDescription['cost'];
  readonly l2: number;
  readonly features: number;
  readonly examples: number;
  readonly theta: readonly number[];
  readonly X: readonly number[];
  readonly Y: readonly number[];
  readonly gradients: Readonly<Record<keyof TorchNetwork['gradients'], readonly (number | null)[]>>;
}

const vector = (numbers: readonly (number | null)[]): Float64Array =>
  Float64Array.from(numbers, (x) => x ?? NaN);

/** Seeded networks of every activation and cost, saturated, dead, with outliers, converged, … */
export const torchNetworks: readonly TorchNetwork[] = (
  JSON.parse(readFileSync(new URL('./torch-gradients.fixture.json', import.meta.url), 'utf8')) as Stored[]
).map(({ seed, layers, cost, l2, features, examples, theta, X, Y, gradients }) => {
  const network = { layers: layers.map(([units, activation]) => ({ units, activation })), cost, l2 };
  return {
    seed,
    problem: {
      kind: 'layered',
      network,
      layout: layoutOf(parameterShapes(network, features)),
      theta: vector(theta),
      X: tensor([features, examples], vector(X)),
      Y: tensor([layers.at(-1)![0], examples], vector(Y)),
    },
    gradients: {
      float32: vector(gradients.float32),
      bfloat16: vector(gradients.bfloat16),
      float16: vector(gradients.float16),
    },
  };
});
