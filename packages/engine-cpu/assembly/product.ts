import { at } from './memory';

/** One block's sums of one row over the inputs of two panels (or of one, given twice), added to what stands in `out`. */
function addRow(w: usize, end: usize, d: usize, d2: usize, out: usize, out2: usize, first: bool): void {
  let left = f64x2.splat(0);
  let right = f64x2.splat(0);
  let left2 = f64x2.splat(0);
  let right2 = f64x2.splat(0);
  while (w < end) {
    const weight = v128.load64_splat(w);
    left = f64x2.add(left, f64x2.mul(weight, v128.load(d)));
    right = f64x2.add(right, f64x2.mul(weight, v128.load(d, 16)));
    left2 = f64x2.add(left2, f64x2.mul(weight, v128.load(d2)));
    right2 = f64x2.add(right2, f64x2.mul(weight, v128.load(d2, 16)));
    w += 32;
    d += 32;
    d2 += 32;
  }
  if (!first) {
    left = f64x2.add(v128.load(out), left);
    right = f64x2.add(v128.load(out, 16), right);
    left2 = f64x2.add(v128.load(out2), left2);
    right2 = f64x2.add(v128.load(out2, 16), right2);
  }
  v128.store(out, left);
  v128.store(out, right, 16);
  v128.store(out2, left2);
  v128.store(out2, right2, 16);
}

/** One block's sums of four rows over the inputs of a panel, 4 × 4 of them in registers, added to what stands in `out`. */
function addBlock(w: usize, end: usize, d: usize, out: usize, first: bool): void {
  let c00 = f64x2.splat(0);
  let c01 = f64x2.splat(0);
  let c10 = f64x2.splat(0);
  let c11 = f64x2.splat(0);
  let c20 = f64x2.splat(0);
  let c21 = f64x2.splat(0);
  let c30 = f64x2.splat(0);
  let c31 = f64x2.splat(0);
  while (w < end) {
    const left = v128.load(d);
    const right = v128.load(d, 16);
    let weight = v128.load64_splat(w);
    c00 = f64x2.add(c00, f64x2.mul(weight, left));
    c01 = f64x2.add(c01, f64x2.mul(weight, right));
    weight = v128.load64_splat(w, 8);
    c10 = f64x2.add(c10, f64x2.mul(weight, left));
    c11 = f64x2.add(c11, f64x2.mul(weight, right));
    weight = v128.load64_splat(w, 16);
    c20 = f64x2.add(c20, f64x2.mul(weight, left));
    c21 = f64x2.add(c21, f64x2.mul(weight, right));
    weight = v128.load64_splat(w, 24);
    c30 = f64x2.add(c30, f64x2.mul(weight, left));
    c31 = f64x2.add(c31, f64x2.mul(weight, right));
    w += 32;
    d += 32;
  }
  if (!first) {
    c00 = f64x2.add(v128.load(out), c00);
    c01 = f64x2.add(v128.load(out, 16), c01);
    c10 = f64x2.add(v128.load(out, 32), c10);
    c11 = f64x2.add(v128.load(out, 48), c11);
    c20 = f64x2.add(v128.load(out, 64), c20);
    c21 = f64x2.add(v128.load(out, 80), c21);
    c30 = f64x2.add(v128.load(out, 96), c30);
    c31 = f64x2.add(v128.load(out, 112), c31);
  }
  v128.store(out, c00);
  v128.store(out, c01, 16);
  v128.store(out, c10, 32);
  v128.store(out, c11, 48);
  v128.store(out, c20, 64);
  v128.store(out, c21, 80);
  v128.store(out, c30, 96);
  v128.store(out, c31, 112);
}

function multiplyRow(
  w: usize,
  bytes: usize,
  block: usize,
  d: usize,
  d2: usize,
  out: usize,
  out2: usize,
): void {
  for (let done: usize = 0; done < bytes; done += block) {
    const end = w + min(done + block, bytes);
    addRow(w + done, end, d + done, d2 + done, out, out2, done == 0);
  }
}

function multiplyBlock(w: usize, bytes: usize, block: usize, d: usize, out: usize): void {
  for (let done: usize = 0; done < bytes; done += block)
    addBlock(w + done, w + min(done + block, bytes), d + done, out, done == 0);
}

/**
 * to[p][i] = Σₖ weights[i][k]·from[p][k], four columns p at a time. Sums run over `sumBlock` inputs at a time, and the blocks' sums are
 * added in order: the rounding errors of a long sum grow with the square root of the block, not of the whole.
 */
export function multiply(
  weights: u32,
  rows: u32,
  inputs: u32,
  panels: u32,
  from: u32,
  fromStride: u32,
  to: u32,
  toStride: u32,
  sumBlock: u32,
): void {
  const block: usize = (<usize>sumBlock) << 5;
  const bytes: usize = (<usize>inputs) << 5;
  const d = at(from);
  const nextD = at(fromStride);
  const nextOut = at(toStride);
  let w = at(weights);
  let out = at(to);
  if (rows == 1) {
    for (let p: usize = 0; p < panels; p += 2) {
      const other = min(p + 1, <usize>panels - 1);
      multiplyRow(
        w,
        bytes,
        block,
        d + p * nextD,
        d + other * nextD,
        out + p * nextOut,
        out + other * nextOut,
      );
    }
    return;
  }
  for (let row: u32 = 0; row < rows; row += 4) {
    for (let p: usize = 0; p < panels; p++) multiplyBlock(w, bytes, block, d + p * nextD, out + p * nextOut);
    w += bytes;
    out += 128;
  }
}
