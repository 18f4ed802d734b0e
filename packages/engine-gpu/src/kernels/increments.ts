import {
  type ElementwiseActivationName,
  elementwiseActivations,
  LEAKY_SLOPE,
  normalDensity,
} from '@gradproof/model';
import { kernel, type KernelSource } from './kernel-source.ts';
import { literal } from './literal.ts';

/** An activation on the device: what of f at z its increment needs (tables, in this order after z), and the kernel that computes it. */
export interface ActivationKernel {
  readonly tables: readonly ((z: number) => number)[];
  readonly increment: KernelSource;
}

/** [rows, columns] of f(z + δ) − f(z), by the closed forms of docs/method.md. tables: [tables·rows, examples], one below the other, z first. */
const increment = (name: string, body: string): KernelSource =>
  kernel(
    name,
    { deltas: 'Input', tables: 'Input', examples: 'Input', rows: 'Integer' },
    `
  let delta = deltas[this.thread.y][this.thread.x];
  let r = examples[0][this.thread.x];
  let z = tables[this.thread.y][r];${body}`,
  );

const first = `
  let first = tables[this.thread.y + rows][r];`;
const second = `
  let second = tables[this.thread.y + rows + rows][r];`;
const ramp = `
  let ramp = Math.max(Math.min(z, 0.0) + delta, 0.0 - Math.max(z, 0.0));`;

/**
 * δ·f′(z) + φ(z)·δ²·Σ qₙδⁿ/((n + 1)(n + 2)), the terms as in model's gelu-increment.ts, for |δ|(1 + |z|) ≤ ½; three of them are enough
 * up to 2⁻⁸. Larger steps: the difference of max(z, 0) − |z|·(1 − Φ(|z|)).
 */
const gelu = `${first}${second}${ramp}
  let size = Math.abs(delta) * (1.0 + Math.abs(z));
  let square = z * z;
  if (size < ${literal(2 ** -8)}) {
    let q1 = z * (square - 4.0);
    let q2 = square * (3.5 - 0.5 * square) - 2.0;
    let series = (1.0 - 0.5 * square) + delta * (q1 * ${literal(1 / 6)} + delta * q2 * ${literal(1 / 12)});
    return delta * (first + second * delta * series);
  }
  if (size < 0.5) {
    let beforeLast = 0.0;
    let last = 0.0;
    let term = 1.0;
    let n = 0.0;
    let series = 0.0;
    let zt = z * delta;
    let tt = delta * delta;
    for (let i = 0; i < 12; i++) {
      let q = (2.0 - square) * term - 2.0 * zt * last - tt * beforeLast;
      series += q / ((n + 1.0) * (n + 2.0));
      let next = (0.0 - (zt * term + tt * last)) / (n + 1.0);
      beforeLast = last;
      last = term;
      term = next;
      n += 1.0;
    }
    return delta * (first + second * delta * series);
  }
  let end = z + delta;
  return ramp - (Math.abs(end) * normalUpperTail(end) - Math.abs(z) * normalUpperTail(z));
`;

const elu = `${first}
  let end = z + delta;
  if (z > 0.0) {
    if (end > 0.0) { return delta; }
    return exponentialMinusOne(end) - z;
  }
  if (end > 0.0) { return end - exponentialMinusOne(z); }
  return first * exponentialMinusOne(delta);
`;

const { sigmoid, tanh, gelu: geluActivation } = elementwiseActivations;

/** Every activation but identity, whose increment is δ itself. */
export const activationKernels: Readonly<
  Record<Exclude<ElementwiseActivationName, 'identity'>, ActivationKernel>
> = {
  relu: { tables: [], increment: increment('incrementRelu', `${ramp}\n  return ramp;\n`) },
  'leaky-relu': {
    tables: [],
    increment: increment(
      'incrementLeakyRelu',
      `${ramp}\n  return ramp + ${literal(LEAKY_SLOPE)} * (delta - ramp);\n`,
    ),
  },
  elu: { tables: [Math.exp], increment: increment('incrementElu', elu) },
  softplus: {
    tables: [sigmoid.value],
    increment: increment(
      'incrementSoftplus',
      `${first}\n  return logarithmOfOnePlus(first * exponentialMinusOne(delta));\n`,
    ),
  },
  gelu: {
    tables: [geluActivation.derivative, normalDensity],
    increment: increment('incrementGelu', gelu),
  },
  tanh: {
    tables: [Math.tanh, tanh.derivative],
    increment: increment(
      'incrementTanh',
      `${first}${second}
  let t = hyperbolicTangent(delta);
  return t * second / (1.0 + first * t);
`,
    ),
  },
  sigmoid: {
    tables: [sigmoid.value, sigmoid.derivative],
    increment: increment(
      'incrementSigmoid',
      `${first}${second}
  let e = exponentialMinusOne(delta);
  return e * second / (1.0 + first * e);
`,
    ),
  },
};
