import { kernel } from './kernel-source.ts';

/** Terms of a product that are summed at a time, in four sums side by side; and how many blocks' sums are added up at a time. */
export const SUM_BLOCK = 32;

/**
 * [rows, columns] of left [rows, n]·right [n, columns], n = 32·blocks + rest. Terms are summed in blocks of 32, blocks in groups of 32:
 * the error of a sum of n terms grows with √(32 + 32 + n/1024), not with √n (Higham 2002, section 4.2), and relies on no exactness
 * that a driver's compiler may optimise away.
 */
export const product = kernel(
  'product',
  { left: 'Input', right: 'Input', blocks: 'Integer', rest: 'Integer' },
  `
  let sum = 0.0;
  let group = 0.0;
  let count = 0.0;
  for (let b = 0; b < blocks; b++) {
    let s0 = 0.0;
    let s1 = 0.0;
    let s2 = 0.0;
    let s3 = 0.0;
    for (let i = 0; i < 8; i++) {
      s0 += left[this.thread.y][b * 32 + i * 4] * right[b * 32 + i * 4][this.thread.x];
      s1 += left[this.thread.y][b * 32 + i * 4 + 1] * right[b * 32 + i * 4 + 1][this.thread.x];
      s2 += left[this.thread.y][b * 32 + i * 4 + 2] * right[b * 32 + i * 4 + 2][this.thread.x];
      s3 += left[this.thread.y][b * 32 + i * 4 + 3] * right[b * 32 + i * 4 + 3][this.thread.x];
    }
    group += (s0 + s1) + (s2 + s3);
    count += 1.0;
    if (count > 31.5) {
      sum += group;
      group = 0.0;
      count = 0.0;
    }
  }
  let last = 0.0;
  for (let i = 0; i < rest; i++) {
    last += left[this.thread.y][blocks * 32 + i] * right[blocks * 32 + i][this.thread.x];
  }
  return sum + (group + last);
`,
);
