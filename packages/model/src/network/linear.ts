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
      const w0 = weightAt(k);
      const w1 = weightAt(k + 1);
      const w2 = weightAt(k + 2);
      const w3 = weightAt(k + 3);
      const a0 = k * examples;
      const a1 = a0 + examples;
      const a2 = a1 + examples;
      const a3 = a2 + examples;
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

/** The sum of `terms` inputs for one unit and example. */
const addEntry = (
  w: Float64Array,
  unit: number,
  a: Float64Array,
  at: number,
  terms: number,
  examples: number,
): number => {
  let sum = 0;
  for (let k = 0; k < terms; k++) sum += w[unit + k]! * a[at + k * examples]!;
  return sum;
};

/** The same for two units and four examples at once, whose eight sums stay in registers. */
const addTile = (
  w: Float64Array,
  unit: number,
  nextUnit: number,
  a: Float64Array,
  at: number,
  terms: number,
  examples: number,
  z: Float64Array,
  to: number,
): void => {
  let a0 = 0;
  let a1 = 0;
  let a2 = 0;
  let a3 = 0;
  let b0 = 0;
  let b1 = 0;
  let b2 = 0;
  let b3 = 0;
  for (let k = 0, from = at; k < terms; k++, from += examples) {
    const first = w[unit + k]!;
    const second = w[unit + nextUnit + k]!;
    const x0 = a[from]!;
    const x1 = a[from + 1]!;
    const x2 = a[from + 2]!;
    const x3 = a[from + 3]!;
    a0 += first * x0;
    a1 += first * x1;
    a2 += first * x2;
    a3 += first * x3;
    b0 += second * x0;
    b1 += second * x1;
    b2 += second * x2;
    b3 += second * x3;
  }
  z[to]! += a0;
  z[to + 1]! += a1;
  z[to + 2]! += a2;
  z[to + 3]! += a3;
  z[to + examples]! += b0;
  z[to + examples + 1]! += b1;
  z[to + examples + 2]! += b2;
  z[to + examples + 3]! += b3;
};

/** A matrix [units, inputs], row-major, that begins inside `values`. */
export interface Weights {
  readonly values: Float64Array;
  readonly at: number;
  readonly units: number;
  readonly inputs: number;
}

/** z += W·a; a: [inputs, m], z: [units, m]. Each entry is a dot product in the order of the inputs, SUM_BLOCK terms at a time. */
export const addProduct = (
  { values, at: first, units, inputs }: Weights,
  a: Float64Array,
  examples: number,
  z: Float64Array,
): void => {
  const [pairs, fours] = [units - (units % 2), examples - (examples % 4)];
  for (let start = 0; start < inputs; start += SUM_BLOCK) {
    const terms = Math.min(SUM_BLOCK, inputs - start);
    for (let r = 0; r < examples; r += r < fours ? 4 : 1) {
      const at = start * examples + r;
      const tiled = r < fours ? pairs : 0;
      for (let unit = 0; unit < tiled; unit += 2) {
        const w = first + unit * inputs + start;
        addTile(values, w, inputs, a, at, terms, examples, z, unit * examples + r);
      }
      for (let unit = tiled; unit < units; unit++) {
        const w = first + unit * inputs + start;
        for (let lane = 0; lane < (r < fours ? 4 : 1); lane++)
          z[unit * examples + r + lane]! += addEntry(values, w, a, at + lane, terms, examples);
      }
    }
  }
};

/** z = W·a + b with W and b inside theta; a: [inputs, m], z: [units, m]: the product first (up to SUM_BLOCK inputs: the exercise's bits), then the bias. */
export const linear = (
  theta: Float64Array,
  { units, inputs, weights, biases }: LayerPlace,
  a: Float64Array,
  examples: number,
  z: Float64Array,
): void => {
  z.fill(0);
  addProduct({ values: theta, at: weights, units, inputs }, a, examples, z);
  for (let unit = 0; unit < units; unit++) {
    const bias = theta[biases + unit]!;
    for (let at = unit * examples; at < (unit + 1) * examples; at++) z[at]! += bias;
  }
};
