import { elementwiseActivations } from '@gradproof/model';
import { type KernelActivation, kernelActivations, recordOf } from '../kernel-names.ts';
import { type IncrementKernel, type Kernels, PANEL } from '../kernels.ts';

const always = (): boolean => true;

/** One activation's kernel: the closed form, beyond it the general increment; flags where there is a kink and the step crosses it. */
const kernelIn = (memory: Float64Array, name: KernelActivation): IncrementKernel => {
  const { increment, kink, near } = elementwiseActivations[name];
  const { holds = always } = near;
  return (panels, rows, deltas, stride, groups, z, groupStride, tableSize, flags) => {
    for (let p = 0; p < panels; p++) {
      const table = z + memory[groups + p]! * groupStride;
      for (let i = 0; i < rows * PANEL; i++) {
        const at = deltas + p * stride + i;
        const zAt = memory[table + i]!;
        const delta = memory[at]!;
        if (kink !== null && Math.abs(delta) > Math.abs(zAt)) memory[flags + p * PANEL + (i % PANEL)] = 1;
        memory[at] = holds(zAt, delta)
          ? near.increment(zAt, delta, memory[table + tableSize + i]!, memory[table + 2 * tableSize + i]!)
          : increment(zAt, delta);
      }
    }
  };
};

/** The increments' kernels on this memory: assembly/kinked-increments.ts and smooth-increments.ts, operation for operation. */
export const incrementsIn = (memory: Float64Array): Kernels['increments'] =>
  recordOf(kernelActivations, (name) => kernelIn(memory, name));
