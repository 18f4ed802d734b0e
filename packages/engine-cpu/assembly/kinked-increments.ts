import { crosses } from './kinks';
import { at } from './memory';

// The kernels of activations with a kink, by their closed forms alone; flags where a step goes beyond it.

/** leaky-relu's slope for negative z. */
export const LEAKY_SLOPE: f64 = 0.01;

/** max(min(z, 0) + δ, −max(z, 0)). pmin and pmax are one instruction each, where min and max are seven for the sake of −0. */
function relu(z: v128, delta: v128): v128 {
  const zero = f64x2.splat(0);
  return f64x2.pmax(f64x2.add(f64x2.pmin(z, zero), delta), f64x2.neg(f64x2.pmax(z, zero)));
}

export function incrementRelu(
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
  let flag = at(flags);
  for (let p: u32 = 0; p < panels; p++) {
    let d = at(deltas + p * stride);
    const end = d + ((<usize>rows) << 5);
    let table = at(z + <u32>load<f64>(at(groups + p)) * groupStride);
    let left = v128.load(flag);
    let right = v128.load(flag, 16);
    while (d < end) {
      const zLeft = v128.load(table);
      const zRight = v128.load(table, 16);
      const dLeft = v128.load(d);
      const dRight = v128.load(d, 16);
      left = v128.or(left, crosses(zLeft, dLeft));
      right = v128.or(right, crosses(zRight, dRight));
      v128.store(d, relu(zLeft, dLeft));
      v128.store(d, relu(zRight, dRight), 16);
      d += 32;
      table += 32;
    }
    v128.store(flag, left);
    v128.store(flag, right, 16);
    flag += 32;
  }
}

/** r + slope·(δ − r), r the increment of relu: the rest is that of min(z, 0). */
function leakyRelu(z: v128, delta: v128): v128 {
  const r = relu(z, delta);
  return f64x2.add(r, f64x2.mul(f64x2.splat(LEAKY_SLOPE), f64x2.sub(delta, r)));
}

export function incrementLeakyRelu(
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
  let flag = at(flags);
  for (let p: u32 = 0; p < panels; p++) {
    let d = at(deltas + p * stride);
    const end = d + ((<usize>rows) << 5);
    let table = at(z + <u32>load<f64>(at(groups + p)) * groupStride);
    let left = v128.load(flag);
    let right = v128.load(flag, 16);
    while (d < end) {
      const zLeft = v128.load(table);
      const zRight = v128.load(table, 16);
      const dLeft = v128.load(d);
      const dRight = v128.load(d, 16);
      left = v128.or(left, crosses(zLeft, dLeft));
      right = v128.or(right, crosses(zRight, dRight));
      v128.store(d, leakyRelu(zLeft, dLeft));
      v128.store(d, leakyRelu(zRight, dRight), 16);
      d += 32;
      table += 32;
    }
    v128.store(flag, left);
    v128.store(flag, right, 16);
    flag += 32;
  }
}
