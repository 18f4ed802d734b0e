import { elementwiseActivations, nearIncrements, type ElementwiseActivationName } from '@gradproof/model';
import { PANEL, type IncrementKernel, type Kernels } from '../kernels.ts';

const always = (): boolean => true;

/** One activation's kernel: the closed form, beyond it the general increment; flags where there is a kink and the step crosses it. */
const kernelIn = (memory: Float64Array, name: ElementwiseActivationName): IncrementKernel => {
  const { increment, kink } = elementwiseActivations[name];
  const { holds = always, increment: near } = nearIncrements[name];
  return (panels, rows, deltas, stride, groups, z, groupStride, tableSize, flags) => {
    for (let p = 0; p < panels; p++) {
      const table = z + memory[groups + p]! * groupStride;
      for (let i = 0; i < rows * PANEL; i++) {
        const at = deltas + p * stride + i;
        const own = memory[table + i]!;
        const delta = memory[at]!;
        if (kink !== null && Math.abs(delta) > Math.abs(own)) memory[flags + p * PANEL + (i % PANEL)] = 1;
        memory[at] = holds(own, delta)
          ? near(own, delta, memory[table + tableSize + i]!, memory[table + 2 * tableSize + i]!)
          : increment(own, delta);
      }
    }
  };
};

/** The increments' kernels on this memory: assembly/kinked-increments.ts and smooth-increments.ts, operation for operation. */
export const incrementsIn = (memory: Float64Array): Kernels['increments'] => ({
  relu: kernelIn(memory, 'relu'),
  'leaky-relu': kernelIn(memory, 'leaky-relu'),
  elu: kernelIn(memory, 'elu'),
  softplus: kernelIn(memory, 'softplus'),
  gelu: kernelIn(memory, 'gelu'),
  tanh: kernelIn(memory, 'tanh'),
  sigmoid: kernelIn(memory, 'sigmoid'),
});
