import { elementwiseActivations, LEAKY_SLOPE, type ElementwiseActivationName } from '@gradproof/model';
import { PANEL, type IncrementKernel, type Kernels } from '../kernels.ts';
import { expm1, isLarge, log1p, tanh } from './series.ts';

/** f(z + δ) − f(z) from z, δ and the two tables of f at z, by the series; as assembly/increments.ts has it. */
type Entry = (z: number, delta: number, first: number, second: number) => number;

const crosses = (z: number, delta: number): boolean => Math.abs(delta) > Math.abs(z);

/** WebAssembly's pmin and pmax: of equals, or where one is NaN, the first. */
const pmin = (a: number, b: number): number => (b < a ? b : a);
const pmax = (a: number, b: number): number => (a < b ? b : a);

const relu: Entry = (z, delta) => pmax(pmin(z, 0) + delta, -pmax(z, 0));

const leakyRelu: Entry = (z, delta) => {
  const r = relu(z, delta, 0, 0);
  return r + LEAKY_SLOPE * (delta - r);
};

const elu: Entry = (z, delta, exponential) => (z > 0 ? delta : exponential * expm1(delta));

const softplus: Entry = (_z, delta, sigma) => log1p(sigma * expm1(delta));

const gelu: Entry = (z, delta, cdf, density) => {
  const square = z * z;
  const third = z * (square - 3) * (1 / 24);
  let sum = (square - 1) * (1 / 6) - delta * third;
  sum = delta * sum - z * 0.5;
  sum = 1 + delta * sum;
  const area = density * (delta * sum);
  return delta * cdf + (z + delta) * area;
};

const tanhEntry: Entry = (_z, delta, t, slope) => {
  const step = tanh(delta);
  return (step * slope) / (1 + t * step);
};

const sigmoid: Entry = (_z, delta, sigma, slope) => {
  const e = expm1(delta);
  return (e * slope) / (1 + sigma * e);
};

const never = (): boolean => false;
const largeDelta = (_z: number, delta: number): boolean => isLarge(delta);

/** One activation's kernel: the series, beyond it (`isGeneral`) the general increment; flags where `kinked` and the step crosses. */
const kernelIn = (
  memory: Float64Array,
  name: ElementwiseActivationName,
  entry: Entry,
  isGeneral: (z: number, delta: number) => boolean,
  kinked = false,
): IncrementKernel => {
  const { increment } = elementwiseActivations[name];
  return (panels, rows, deltas, stride, groups, z, groupStride, tableSize, flags) => {
    for (let p = 0; p < panels; p++) {
      const table = z + memory[groups + p]! * groupStride;
      for (let i = 0; i < rows * PANEL; i++) {
        const at = deltas + p * stride + i;
        const own = memory[table + i]!;
        const delta = memory[at]!;
        if (kinked && crosses(own, delta)) memory[flags + p * PANEL + (i % PANEL)] = 1;
        memory[at] = isGeneral(own, delta)
          ? increment(own, delta)
          : entry(own, delta, memory[table + tableSize + i]!, memory[table + 2 * tableSize + i]!);
      }
    }
  };
};

/** The increments' kernels on this memory. */
export const incrementsIn = (memory: Float64Array): Kernels['increments'] => ({
  relu: kernelIn(memory, 'relu', relu, never, true),
  'leaky-relu': kernelIn(memory, 'leaky-relu', leakyRelu, never, true),
  elu: kernelIn(memory, 'elu', elu, (z, delta) => isLarge(delta) || crosses(z, delta)),
  softplus: kernelIn(memory, 'softplus', softplus, largeDelta),
  gelu: kernelIn(memory, 'gelu', gelu, (z, delta) => isLarge(delta * (1 + Math.abs(z)))),
  tanh: kernelIn(memory, 'tanh', tanhEntry, largeDelta),
  sigmoid: kernelIn(memory, 'sigmoid', sigmoid, largeDelta),
});
