import { type CostName, elementwiseActivations } from '@gradproof/model';
import { kernel, type KernelSource } from './kernel-source.ts';

/** What an entry's z, a and y of the last layer become, `total` being Σ y of its example. */
export type CostTable = (z: number, a: number, y: number, total: number) => number;

/** A cost on the device: the tables of the last layer's entries that its increment needs, and its kernel. */
export interface CostKernel {
  readonly tables: readonly CostTable[];
  readonly increment: KernelSource;
}

/**
 * [2, columns]: the increment of an example's cost when the last layer moves by sign·δ, and below it whether a kink was crossed on
 * the way. deltas: [rows, columns]; tables: [tables·rows, examples]; crossed: [1, columns].
 */
const cost = (name: string, body: string): KernelSource =>
  kernel(
    name,
    {
      deltas: 'Input',
      tables: 'Input',
      examples: 'Input',
      rows: 'Integer',
      sign: 'Float',
      crossed: 'Input',
    },
    `
  let x = this.thread.x;
  if (this.thread.y > 0) { return crossed[0][x]; }
  let r = examples[0][x];
  let sum = 0.0;${body}`,
  );

const sigma = elementwiseActivations.sigmoid.value;

/** σ(z) − y, of which no digit is lost where y is 0 or 1. */
const logisticError = (z: number, y: number): number => (y > 0.5 ? 1 - y - sigma(-z) : sigma(z) - y);

/**
 * Soft labels nearly cancel the terms of an increment once a network is trained, and float32 loses what is left. There the first term, of the factor
 * ∂cost/∂z, comes of float64's table, and only the rest of both series of the device: with g(x) = e^x − 1 − x and l(x) = log(1 + x) − x,
 * ∂z·δ + σ(z)·g(δ) + l(σ(z)·expm1(δ)), and Σ ∂zₖ·δₖ + t·(Σ pₖ·g(δₖ − s) + l(Σ pₖ·expm1(δₖ − s))), s = Σ yₖδₖ/t.
 *
 * Hard labels: (1 − y)·log1p(σ(z)·expm1(δ)) + y·log1p(σ(−z)·expm1(−δ)) · t·log1p(Σ pₖ·expm1(δₖ − Σ yₖδₖ/t)), t = Σ yₖ. Mean squared error:
 * Σ δ·((a − y) + δ/2).
 */
export const costKernels: Readonly<Record<CostName, CostKernel>> = {
  'binary-cross-entropy': {
    tables: [
      (z) => sigma(z),
      (z) => sigma(-z),
      (_z, _a, y) => y,
      (_z, _a, y) => 1 - y,
      (z, _a, y) => logisticError(z, y),
    ],
    increment: cost(
      'costBinaryCrossEntropy',
      `
  for (let k = 0; k < rows; k++) {
    let delta = sign * deltas[k][x];
    let y = tables[k + rows * 2][r];
    let rest = tables[k + rows * 3][r];
    let up = tables[k][r] * exponentialMinusOne(delta);
    if (y > 0.0 && rest > 0.0) {
      sum += tables[k + rows * 4][r] * delta + (tables[k][r] * exponentialRest(delta) + logarithmRest(up));
    } else {
      let down = tables[k + rows][r] * exponentialMinusOne(0.0 - delta);
      sum += rest * logarithmOfOnePlus(up) + y * logarithmOfOnePlus(down);
    }
  }
  return sum;
`,
    ),
  },
  'softmax-cross-entropy': {
    tables: [(_z, a) => a, (_z, _a, y) => y, (_z, a, y, total) => a * total - y],
    increment: cost(
      'costSoftmaxCrossEntropy',
      `
  let total = 0.0;
  let shift = 0.0;
  let labels = 0.0;
  for (let k = 0; k < rows; k++) {
    let y = tables[k + rows][r];
    total += y;
    shift += y * deltas[k][x];
    if (y > 0.0) { labels += 1.0; }
  }
  shift = shift / total;
  for (let j = 0; j < rows; j++) {
    sum += tables[j][r] * exponentialMinusOne(sign * (deltas[j][x] - shift));
  }
  if (labels < 1.5) { return total * logarithmOfOnePlus(sum); }
  let first = 0.0;
  let rest = 0.0;
  for (let i = 0; i < rows; i++) {
    first += tables[i + rows * 2][r] * deltas[i][x];
    rest += tables[i][r] * exponentialRest(sign * (deltas[i][x] - shift));
  }
  return sign * first + total * (rest + logarithmRest(sum));
`,
    ),
  },
  'mean-squared-error': {
    tables: [(_z, a, y) => a - y],
    increment: cost(
      'costMeanSquaredError',
      `
  for (let k = 0; k < rows; k++) {
    let delta = sign * deltas[k][x];
    sum += delta * (tables[k][r] + 0.5 * delta);
  }
  return sum;
`,
    ),
  },
};
