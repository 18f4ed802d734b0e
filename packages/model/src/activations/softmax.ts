/** a = e^z / Σ e^z down each column; z and a: [units, m]. The largest logit is taken out first, so nothing overflows. */
export const softmaxColumns = (z: Float64Array, units: number, examples: number, a: Float64Array): void => {
  for (let example = 0; example < examples; example++) {
    let largest = -Infinity;
    for (let k = 0; k < units; k++) largest = Math.max(largest, z[k * examples + example]!);
    let sum = 0;
    for (let k = 0; k < units; k++) {
      const at = k * examples + example;
      sum += a[at] = Math.exp(z[at]! - largest);
    }
    for (let k = 0; k < units; k++) a[k * examples + example]! /= sum;
  }
};
