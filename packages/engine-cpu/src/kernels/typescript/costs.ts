import { smallSteps } from '@gradproof/model';
import { generalCost } from '../general.ts';
import { type CostKernel, type Kernels, PANEL } from '../kernels.ts';

const { expm1, isLarge, log1p } = smallSteps;

/** The increment of one column's cost: entries of deltas and z PANEL apart, tables `tableSize` apart. */
type Column = (rows: number, deltas: number, sign: number, z: number, tableSize: number) => number;

const binaryCrossEntropyIn =
  (memory: Float64Array): Column =>
  (rows, deltas, sign, z, tableSize) => {
    let sum = 0;
    for (let at = 0; at < rows * PANEL; at += PANEL) {
      const delta = sign * memory[deltas + at]!;
      const table = z + at;
      const y = memory[table + tableSize]!;
      const up = log1p(memory[table + 2 * tableSize]! * expm1(delta));
      const down = log1p(memory[table + 3 * tableSize]! * expm1(-delta));
      sum += isLarge(delta)
        ? generalCost(memory, 'binary-cross-entropy', 1, deltas + at, sign, table, table + tableSize)
        : (1 - y) * up + y * down;
    }
    return sum;
  };

const softmaxCrossEntropyIn =
  (memory: Float64Array): Column =>
  (rows, deltas, sign, z, tableSize) => {
    const y = z + tableSize;
    let total = 0;
    let shift = 0;
    for (let at = 0; at < rows * PANEL; at += PANEL) {
      total += memory[y + at]!;
      shift += memory[y + at]! * (sign * memory[deltas + at]!);
    }
    shift /= total;
    let sum = 0;
    let large = false;
    for (let at = 0; at < rows * PANEL; at += PANEL) {
      const delta = sign * memory[deltas + at]! - shift;
      large ||= isLarge(delta);
      sum += memory[y + tableSize + at]! * expm1(delta);
    }
    return large
      ? generalCost(memory, 'softmax-cross-entropy', rows, deltas, sign, z, y)
      : total * log1p(sum);
  };

const meanSquaredErrorIn =
  (memory: Float64Array): Column =>
  (rows, deltas, sign, residuals) => {
    let sum = 0;
    for (let at = 0; at < rows * PANEL; at += PANEL) {
      const delta = sign * memory[deltas + at]!;
      sum += delta * (memory[residuals + at]! + delta * 0.5);
    }
    return sum;
  };

const kernelIn =
  (memory: Float64Array, column: Column): CostKernel =>
  (panels, rows, deltas, stride, sign, groups, z, groupStride, tableSize, to) => {
    for (let p = 0; p < panels; p++) {
      const table = z + memory[groups + p]! * groupStride;
      for (let lane = 0; lane < PANEL; lane++)
        memory[to + p * PANEL + lane] = column(
          rows,
          deltas + p * stride + lane,
          sign,
          table + lane,
          tableSize,
        );
    }
  };

/** The costs' kernels on this memory: assembly/costs.ts, operation for operation. */
export const costsIn = (memory: Float64Array): Kernels['costs'] => ({
  'binary-cross-entropy': kernelIn(memory, binaryCrossEntropyIn(memory)),
  'softmax-cross-entropy': kernelIn(memory, softmaxCrossEntropyIn(memory)),
  'mean-squared-error': kernelIn(memory, meanSquaredErrorIn(memory)),
});
