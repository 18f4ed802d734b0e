import { type CostName, elementwiseActivations } from '@gradproof/model';
import { kernel, type KernelSource } from './kernel-source.ts';

/** A cost on the device: what its increment needs of an example's entries, from z, a and y of the last layer; and its kernel. */
export interface CostKernel {
  readonly tables: readonly ((z: number, a: number, y: number) => number)[];
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

/** (1 − y)·log1p(σ(z)·expm1(δ)) + y·log1p(σ(−z)·expm1(−δ)) · log1p(Σ pₖ·expm1(δₖ − Σ yₖδₖ)) · Σ δ·((a − y) + δ/2). */
export const costKernels: Readonly<Record<CostName, CostKernel>> = {
  'binary-cross-entropy': {
    tables: [(z) => sigma(z), (z) => sigma(-z), (_z, _a, y) => y, (_z, _a, y) => 1 - y],
    increment: cost(
      'costBinaryCrossEntropy',
      `
  for (let k = 0; k < rows; k++) {
    let delta = sign * deltas[k][x];
    let up = logarithmOfOnePlus(tables[k][r] * exponentialMinusOne(delta));
    let down = logarithmOfOnePlus(tables[k + rows][r] * exponentialMinusOne(0.0 - delta));
    sum += tables[k + rows * 3][r] * up + tables[k + rows * 2][r] * down;
  }
  return sum;
`,
    ),
  },
  'softmax-cross-entropy': {
    tables: [(_z, a) => a, (_z, _a, y) => y],
    increment: cost(
      'costSoftmaxCrossEntropy',
      `
  let shift = 0.0;
  for (let k = 0; k < rows; k++) {
    shift += tables[k + rows][r] * deltas[k][x];
  }
  for (let j = 0; j < rows; j++) {
    sum += tables[j][r] * exponentialMinusOne(sign * (deltas[j][x] - shift));
  }
  return logarithmOfOnePlus(sum);
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
