import { normalCdf, normalDensity } from '../special/normal.ts';
import { expm1, isLarge, log1p, tanh as tanhOfSmall } from '../special/small-steps.ts';
import { elementwiseActivations, type ElementwiseActivationName } from './index.ts';
import { LEAKY_SLOPE } from './leaky-relu.ts';

/** f(z + δ) − f(z) in closed form for small steps δ, to a few roundings, where Activation.increment takes many times as long for the last. */
export interface NearIncrement {
  /** What the form needs of f at z, beside z itself. */
  readonly tables: readonly ((z: number) => number)[];
  /** Whether it holds for this step; without it, for every step. */
  readonly holds?: (z: number, delta: number) => boolean;
  /** The increment, `first` and `second` being the tables at z. */
  readonly increment: (z: number, delta: number, first: number, second: number) => number;
}

type Increment = NearIncrement['increment'];

/** WebAssembly's pmin and pmax: of equals, or where one is NaN, the first. */
const pmin = (a: number, b: number): number => (b < a ? b : a);
const pmax = (a: number, b: number): number => (a < b ? b : a);

const relu: Increment = (z, delta) => pmax(pmin(z, 0) + delta, -pmax(z, 0));

const leakyRelu: Increment = (z, delta) => {
  const r = relu(z, delta, 0, 0);
  return r + LEAKY_SLOPE * (delta - r);
};

const elu: Increment = (z, delta, exponential) => (z > 0 ? delta : exponential * expm1(delta));

const softplus: Increment = (_z, delta, sigma) => log1p(sigma * expm1(delta));

const gelu: Increment = (z, delta, cdf, density) => {
  const square = z * z;
  const third = z * (square - 3) * (1 / 24);
  let sum = (square - 1) * (1 / 6) - delta * third;
  sum = delta * sum - z * 0.5;
  sum = 1 + delta * sum;
  const area = density * (delta * sum);
  return delta * cdf + (z + delta) * area;
};

const tanh: Increment = (_z, delta, t, slope) => {
  const step = tanhOfSmall(delta);
  return (step * slope) / (1 + t * step);
};

const sigmoid: Increment = (_z, delta, sigma, slope) => {
  const e = expm1(delta);
  return (e * slope) / (1 + sigma * e);
};

const isSmall = (_z: number, delta: number): boolean => !isLarge(delta);
const { sigmoid: logistic, tanh: hyperbolic } = elementwiseActivations;

/** The closed forms: docs/method.md, "The incremental method". An engine's kernels have them operation for operation, for the same bits. */
export const nearIncrements: Readonly<Record<ElementwiseActivationName, NearIncrement>> = {
  identity: { tables: [], increment: (_z, delta) => delta },
  relu: { tables: [], increment: relu },
  'leaky-relu': { tables: [], increment: leakyRelu },
  elu: {
    tables: [Math.exp],
    holds: (z, delta) => !isLarge(delta) && Math.abs(delta) <= Math.abs(z),
    increment: elu,
  },
  softplus: { tables: [logistic.value], holds: isSmall, increment: softplus },
  gelu: {
    tables: [normalCdf, normalDensity],
    holds: (z, delta) => !isLarge(delta * (1 + Math.abs(z))),
    increment: gelu,
  },
  tanh: { tables: [Math.tanh, hyperbolic.derivative], holds: isSmall, increment: tanh },
  sigmoid: { tables: [logistic.value, logistic.derivative], holds: isSmall, increment: sigmoid },
};
