import { BLOCK_ROWS, type Kernels, PANEL } from '../kernels.ts';

/** The product of assembly/product.ts, with its order of sums. */
export const multiplyIn =
  (memory: Float64Array): Kernels['multiply'] =>
  (weights, rows, inputs, panels, from, fromStride, to, toStride, sumBlock) => {
    const kept = rows === 1 ? 1 : Math.ceil(rows / BLOCK_ROWS) * BLOCK_ROWS;
    for (let row = 0; row < kept; row++) {
      const packed = weights + Math.floor(row / BLOCK_ROWS) * inputs * BLOCK_ROWS + (row % BLOCK_ROWS);
      for (let p = 0; p < panels; p++) {
        const out = to + p * toStride + row * PANEL;
        let [s0, s1, s2, s3] = [0, 0, 0, 0];
        for (let block = 0; block < inputs; block += sumBlock) {
          let [c0, c1, c2, c3] = [0, 0, 0, 0];
          for (let k = block; k < Math.min(block + sumBlock, inputs); k++) {
            const weight = memory[packed + k * BLOCK_ROWS]!;
            const d = from + p * fromStride + k * PANEL;
            c0 += weight * memory[d]!;
            c1 += weight * memory[d + 1]!;
            c2 += weight * memory[d + 2]!;
            c3 += weight * memory[d + 3]!;
          }
          if (block === 0) [s0, s1, s2, s3] = [c0, c1, c2, c3];
          else [s0, s1, s2, s3] = [s0 + c0, s1 + c1, s2 + c2, s3 + c3];
        }
        memory[out] = s0;
        memory[out + 1] = s1;
        memory[out + 2] = s2;
        memory[out + 3] = s3;
      }
    }
  };

/** One unit's increment through the next layer's weights: assembly/spread.ts. */
export const spreadIn =
  (memory: Float64Array): Kernels['spread'] =>
  (panels, rows, columns, seeds, to, toStride) => {
    for (let p = 0; p < panels; p++) {
      const column = memory[columns + p]!;
      for (let o = 0; o < rows; o++) {
        const weight = memory[column + o]!;
        for (let lane = 0; lane < PANEL; lane++)
          memory[to + p * toStride + o * PANEL + lane] = weight * memory[seeds + p * PANEL + lane]!;
      }
    }
  };
