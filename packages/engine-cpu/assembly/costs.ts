import { at } from './memory';
import { cost } from './env';
import { expm1, isLarge, log1p } from './series';

/** The costs' numbers: their places in src/kernels/kernel-names.ts. */
export const BINARY_CROSS_ENTROPY: i32 = 0;
export const SOFTMAX_CROSS_ENTROPY: i32 = 1;

// Each kernel writes the increment of the cost of each column (example) of each panel when the last layer moves by sign·δ.

/** Σ (1 − y)·log1p(σ(z)·expm1(δ)) + y·log1p(σ(−z)·expm1(−δ)). Tables: z, y, σ(z), σ(−z). */
export function costBinaryCrossEntropy(
  panels: u32,
  rows: u32,
  deltas: u32,
  stride: u32,
  sign: f64,
  groups: u32,
  z: u32,
  groupStride: u32,
  tableSize: u32,
  to: u32,
): void {
  const signs = f64x2.splat(sign);
  const one = f64x2.splat(1);
  for (let p: u32 = 0; p < panels; p++) {
    for (let half: u32 = 0; half < 4; half += 2) {
      let d = deltas + p * stride + half;
      let table = z + <u32>load<f64>(at(groups + p)) * groupStride + half;
      let sum = f64x2.splat(0);
      for (let k: u32 = 0; k < rows; k++) {
        const delta = f64x2.mul(signs, v128.load(at(d)));
        const y = v128.load(at(table + tableSize));
        const up = log1p(f64x2.mul(v128.load(at(table + 2 * tableSize)), expm1(delta)));
        const down = log1p(f64x2.mul(v128.load(at(table + 3 * tableSize)), expm1(f64x2.neg(delta))));
        let entry = f64x2.add(f64x2.mul(f64x2.sub(one, y), up), f64x2.mul(y, down));
        const large = isLarge(delta);
        if (v128.any_true(large)) {
          if (i64x2.extract_lane(large, 0))
            entry = f64x2.replace_lane(
              entry,
              0,
              cost(BINARY_CROSS_ENTROPY, 1, d, sign, table, table + tableSize),
            );
          if (i64x2.extract_lane(large, 1))
            entry = f64x2.replace_lane(
              entry,
              1,
              cost(BINARY_CROSS_ENTROPY, 1, d + 1, sign, table + 1, table + tableSize + 1),
            );
        }
        sum = f64x2.add(sum, entry);
        d += 4;
        table += 4;
      }
      v128.store(at(to + 4 * p + half), sum);
    }
  }
}

/** t·log1p(Σ softmax(z)ₖ·expm1(δₖ − s)), t = Σ yₖ, s = Σ yₖδₖ/t. Tables: z, y, softmax(z). Lanes without an example come to NaN. */
export function costSoftmaxCrossEntropy(
  panels: u32,
  rows: u32,
  deltas: u32,
  stride: u32,
  sign: f64,
  groups: u32,
  z: u32,
  groupStride: u32,
  tableSize: u32,
  to: u32,
): void {
  const signs = f64x2.splat(sign);
  for (let p: u32 = 0; p < panels; p++) {
    for (let half: u32 = 0; half < 4; half += 2) {
      const d = deltas + p * stride + half;
      const table = z + <u32>load<f64>(at(groups + p)) * groupStride + half;
      const y = table + tableSize;
      const probabilities = y + tableSize;
      let total = f64x2.splat(0);
      let shift = f64x2.splat(0);
      for (let k: u32 = 0; k < rows; k++) {
        const target = v128.load(at(y + 4 * k));
        total = f64x2.add(total, target);
        shift = f64x2.add(shift, f64x2.mul(target, f64x2.mul(signs, v128.load(at(d + 4 * k)))));
      }
      shift = f64x2.div(shift, total);
      let sum = f64x2.splat(0);
      let large = f64x2.splat(0);
      for (let k: u32 = 0; k < rows; k++) {
        const delta = f64x2.sub(f64x2.mul(signs, v128.load(at(d + 4 * k))), shift);
        large = v128.or(large, isLarge(delta));
        sum = f64x2.add(sum, f64x2.mul(v128.load(at(probabilities + 4 * k)), expm1(delta)));
      }
      let result = f64x2.mul(total, log1p(sum));
      if (v128.any_true(large)) {
        if (i64x2.extract_lane(large, 0))
          result = f64x2.replace_lane(result, 0, cost(SOFTMAX_CROSS_ENTROPY, rows, d, sign, table, y));
        if (i64x2.extract_lane(large, 1))
          result = f64x2.replace_lane(
            result,
            1,
            cost(SOFTMAX_CROSS_ENTROPY, rows, d + 1, sign, table + 1, y + 1),
          );
      }
      v128.store(at(to + 4 * p + half), result);
    }
  }
}

/** Σ δ·((a − y) + δ/2), δ those of the activations. Table: a − y. */
export function costMeanSquaredError(
  panels: u32,
  rows: u32,
  deltas: u32,
  stride: u32,
  sign: f64,
  groups: u32,
  residuals: u32,
  groupStride: u32,
  tableSize: u32,
  to: u32,
): void {
  const signs = f64x2.splat(sign);
  const half = f64x2.splat(0.5);
  for (let p: u32 = 0; p < panels; p++) {
    let d = at(deltas + p * stride);
    const end = d + ((<usize>rows) << 5);
    let table = at(residuals + <u32>load<f64>(at(groups + p)) * groupStride);
    let left = f64x2.splat(0);
    let right = f64x2.splat(0);
    while (d < end) {
      let delta = f64x2.mul(signs, v128.load(d));
      left = f64x2.add(left, f64x2.mul(delta, f64x2.add(v128.load(table), f64x2.mul(delta, half))));
      delta = f64x2.mul(signs, v128.load(d, 16));
      right = f64x2.add(right, f64x2.mul(delta, f64x2.add(v128.load(table, 16), f64x2.mul(delta, half))));
      d += 32;
      table += 32;
    }
    const out = at(to + 4 * p);
    v128.store(out, left);
    v128.store(out, right, 16);
  }
}
