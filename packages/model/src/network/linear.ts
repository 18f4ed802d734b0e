import type { LayerPlace } from './layer-places.ts';

/**
 * z = W·a + b with W and b inside theta; a: [inputs, m], z: [units, m].
 * Each entry is a dot product summed in the order of the inputs, then the bias: the exercise's bits.
 */
export const linear = (
  theta: Float64Array,
  { units, inputs, weights, biases }: LayerPlace,
  a: Float64Array,
  examples: number,
  z: Float64Array,
): void => {
  z.fill(0);
  for (let unit = 0; unit < units; unit++) {
    const row = unit * examples;
    for (let input = 0; input < inputs; input++) {
      const weight = theta[weights + unit * inputs + input]!;
      const from = input * examples;
      for (let example = 0; example < examples; example++) {
        z[row + example]! += weight * a[from + example]!;
      }
    }
    const bias = theta[biases + unit]!;
    for (let example = 0; example < examples; example++) z[row + example]! += bias;
  }
};
