import type { LayerPlace } from './layer-places.ts';

/**
 * Terms of a product that are summed at a time, the blocks' sums then added in order: the rounding error of a long sum grows with the
 * square root of the block, not of the whole (Higham, Accuracy and Stability of Numerical Algorithms, 2002, section 4.2).
 */
export const SUM_BLOCK = 32;

/** out[to + r] = Σₖ weightAt(k)·a[k·examples + r] over k < inputs, SUM_BLOCK terms at a time; four of them a pass through `block`. */
export const addRows = (
  inputs: number,
  weightAt: (input: number) => number,
  a: Float64Array,
  examples: number,
  block: Float64Array,
  out: Float64Array,
  to: number,
): void => {
  for (let start = 0; start < inputs; start += SUM_BLOCK) {
    const end = Math.min(start + SUM_BLOCK, inputs);
    block.fill(0);
    let k = start;
    for (; k + 3 < end; k += 4) {
      const [w0, w1, w2, w3] = [weightAt(k), weightAt(k + 1), weightAt(k + 2), weightAt(k + 3)];
      const [a0, a1, a2, a3] = [k * examples, (k + 1) * examples, (k + 2) * examples, (k + 3) * examples];
      for (let r = 0; r < examples; r++)
        block[r] = block[r]! + w0 * a[a0 + r]! + w1 * a[a1 + r]! + w2 * a[a2 + r]! + w3 * a[a3 + r]!;
    }
    for (; k < end; k++) {
      const w = weightAt(k);
      for (let r = 0; r < examples; r++) block[r] = block[r]! + w * a[k * examples + r]!;
    }
    for (let r = 0; r < examples; r++) out[to + r]! += block[r]!;
  }
};

/**
 * z = W·a + b with W and b inside theta; a: [inputs, m], z: [units, m]. Each entry is a dot product summed in the order of the
 * inputs (up to SUM_BLOCK of them: the exercise's bits), then the bias.
 */
export const linear = (
  theta: Float64Array,
  { units, inputs, weights, biases }: LayerPlace,
  a: Float64Array,
  examples: number,
  z: Float64Array,
): void => {
  z.fill(0);
  const block = new Float64Array(examples);
  for (let unit = 0; unit < units; unit++) {
    const row = unit * examples;
    const first = weights + unit * inputs;
    addRows(inputs, (input) => theta[first + input]!, a, examples, block, z, row);
    const bias = theta[biases + unit]!;
    for (let r = 0; r < examples; r++) z[row + r]! += bias;
  }
};
