import { increment } from './env';
import { crosses } from './kinks';
import { at } from './memory';
import { expm1, isLarge, log1p, tanh } from './series';

// The smooth activations' kernels. Each replaces the increments δ of a layer's pre-activations z by those of its activations, in place. A layer's
// tables lie side by side, `tableSize` apart: z, then what of f at z the closed form needs.

/** The activations' numbers: their places in src/kernels/kernel-names.ts. */
export const ELU: i32 = 2;
export const SOFTPLUS: i32 = 3;
export const GELU: i32 = 4;
export const TANH: i32 = 5;
export const SIGMOID: i32 = 6;

/** The lanes of `result`, those beyond the series replaced by the general increment. */
function general(kind: i32, large: v128, z: v128, delta: v128, result: v128): v128 {
  if (i64x2.extract_lane(large, 0))
    result = f64x2.replace_lane(
      result,
      0,
      increment(kind, f64x2.extract_lane(z, 0), f64x2.extract_lane(delta, 0)),
    );
  if (i64x2.extract_lane(large, 1))
    result = f64x2.replace_lane(
      result,
      1,
      increment(kind, f64x2.extract_lane(z, 1), f64x2.extract_lane(delta, 1)),
    );
  return result;
}

/** δ for z > 0, e^z·expm1(δ) below; across 0 the general increment. Table: e^z. */
export function incrementElu(
  panels: u32,
  rows: u32,
  deltas: u32,
  stride: u32,
  groups: u32,
  z: u32,
  groupStride: u32,
  tableSize: u32,
  flags: u32,
): void {
  const first = at(tableSize);
  for (let p: u32 = 0; p < panels; p++) {
    let d = at(deltas + p * stride);
    const end = d + ((<usize>rows) << 5);
    let table = at(z + <u32>load<f64>(at(groups + p)) * groupStride);
    while (d < end) {
      const delta = v128.load(d);
      const zs = v128.load(table);
      const exponential = f64x2.mul(v128.load(table + first), expm1(delta));
      let result = v128.bitselect(delta, exponential, f64x2.gt(zs, f64x2.splat(0)));
      const large = v128.or(isLarge(delta), crosses(zs, delta));
      if (v128.any_true(large)) result = general(ELU, large, zs, delta, result);
      v128.store(d, result);
      d += 16;
      table += 16;
    }
  }
}

/** log1p(σ(z)·expm1(δ)). Table: σ(z). */
export function incrementSoftplus(
  panels: u32,
  rows: u32,
  deltas: u32,
  stride: u32,
  groups: u32,
  z: u32,
  groupStride: u32,
  tableSize: u32,
  flags: u32,
): void {
  const first = at(tableSize);
  for (let p: u32 = 0; p < panels; p++) {
    let d = at(deltas + p * stride);
    const end = d + ((<usize>rows) << 5);
    let table = at(z + <u32>load<f64>(at(groups + p)) * groupStride);
    while (d < end) {
      const delta = v128.load(d);
      let result = log1p(f64x2.mul(v128.load(table + first), expm1(delta)));
      const large = isLarge(delta);
      if (v128.any_true(large)) result = general(SOFTPLUS, large, v128.load(table), delta, result);
      v128.store(d, result);
      d += 16;
      table += 16;
    }
  }
}

/**
 * δ·Φ(z) + (z + δ)·φ(z)·I, I = ∫₀^δ e^(−zt − t²/2) dt = δ(1 − zδ/2 + (z² − 1)δ²/6 − (z³ − 3z)δ³/24). Tables: Φ(z), φ(z).
 * Large is where |δ|(1 + |z|) is.
 */
export function incrementGelu(
  panels: u32,
  rows: u32,
  deltas: u32,
  stride: u32,
  groups: u32,
  z: u32,
  groupStride: u32,
  tableSize: u32,
  flags: u32,
): void {
  const first = at(tableSize);
  const second = first << 1;
  const one = f64x2.splat(1);
  for (let p: u32 = 0; p < panels; p++) {
    let d = at(deltas + p * stride);
    const end = d + ((<usize>rows) << 5);
    let table = at(z + <u32>load<f64>(at(groups + p)) * groupStride);
    while (d < end) {
      const delta = v128.load(d);
      const zs = v128.load(table);
      const square = f64x2.mul(zs, zs);
      const third = f64x2.mul(f64x2.mul(zs, f64x2.sub(square, f64x2.splat(3))), f64x2.splat(1.0 / 24.0));
      let sum = f64x2.sub(f64x2.mul(f64x2.sub(square, one), f64x2.splat(1.0 / 6.0)), f64x2.mul(delta, third));
      sum = f64x2.sub(f64x2.mul(delta, sum), f64x2.mul(zs, f64x2.splat(0.5)));
      sum = f64x2.add(one, f64x2.mul(delta, sum));
      const area = f64x2.mul(v128.load(table + second), f64x2.mul(delta, sum));
      let result = f64x2.add(
        f64x2.mul(delta, v128.load(table + first)),
        f64x2.mul(f64x2.add(zs, delta), area),
      );
      const large = isLarge(f64x2.mul(delta, f64x2.add(one, f64x2.abs(zs))));
      if (v128.any_true(large)) result = general(GELU, large, zs, delta, result);
      v128.store(d, result);
      d += 16;
      table += 16;
    }
  }
}

/** t′·(1 − t²)/(1 + t·t′), t = tanh z, t′ = tanh δ. Tables: t, 1 − t². */
export function incrementTanh(
  panels: u32,
  rows: u32,
  deltas: u32,
  stride: u32,
  groups: u32,
  z: u32,
  groupStride: u32,
  tableSize: u32,
  flags: u32,
): void {
  const first = at(tableSize);
  const second = first << 1;
  const one = f64x2.splat(1);
  for (let p: u32 = 0; p < panels; p++) {
    let d = at(deltas + p * stride);
    const end = d + ((<usize>rows) << 5);
    let table = at(z + <u32>load<f64>(at(groups + p)) * groupStride);
    while (d < end) {
      const delta = v128.load(d);
      const t = tanh(delta);
      const denominator = f64x2.add(one, f64x2.mul(v128.load(table + first), t));
      let result = f64x2.div(f64x2.mul(t, v128.load(table + second)), denominator);
      const large = isLarge(delta);
      if (v128.any_true(large)) result = general(TANH, large, v128.load(table), delta, result);
      v128.store(d, result);
      d += 16;
      table += 16;
    }
  }
}

/** σ(z)σ(−z)·e/(1 + σ(z)·e), e = expm1(δ). Tables: σ(z), σ(z)σ(−z). */
export function incrementSigmoid(
  panels: u32,
  rows: u32,
  deltas: u32,
  stride: u32,
  groups: u32,
  z: u32,
  groupStride: u32,
  tableSize: u32,
  flags: u32,
): void {
  const first = at(tableSize);
  const second = first << 1;
  const one = f64x2.splat(1);
  for (let p: u32 = 0; p < panels; p++) {
    let d = at(deltas + p * stride);
    const end = d + ((<usize>rows) << 5);
    let table = at(z + <u32>load<f64>(at(groups + p)) * groupStride);
    while (d < end) {
      const delta = v128.load(d);
      const e = expm1(delta);
      const denominator = f64x2.add(one, f64x2.mul(v128.load(table + first), e));
      let result = f64x2.div(f64x2.mul(e, v128.load(table + second)), denominator);
      const large = isLarge(delta);
      if (v128.any_true(large)) result = general(SIGMOID, large, v128.load(table), delta, result);
      v128.store(d, result);
      d += 16;
      table += 16;
    }
  }
}
