import { checkGradient } from '@gradproof/core';
import {
  countingCurve,
  curve,
  noisyCurve,
  ofCurve,
  ofFunction,
  singleCurve,
  slopesOf,
  type Vector,
  w,
} from './curve.ts';
import type { ReportCase } from './report-case.ts';

const spoiling = (at: Vector): number => {
  const value = curve(at);
  at.w.fill(0);
  return value;
};

/** One step of gradient descent on. */
const after = w.map((x, i) => x - 0.05 * slopesOf(w)[i]!);

/** Both gradients are 0 to round-off in y. */
const zero: ReportCase = {
  name: 'zero',
  check: () =>
    checkGradient({
      parameters: { x: [1, 0.4], y: [0.3] },
      cost: ({ x }: { x: number[] }) => x[0]! ** 2 + x[1]! ** 2,
      gradient: { x: [2, 0.8], y: [1e-17] },
    }),
};

const symmetric: ReportCase = {
  name: 'symmetric',
  check: () =>
    checkGradient({
      parameters: { W: [[0.5, 1], [0.5, 1]] },
      cost: ({ W: [a, b] }: { W: number[][] }) => a![0]! * b![0]! + a![1]! * b![1]!,
      gradient: ({ W: [a, b] }: { W: number[][] }) => ({ W: [b!, a!] }),
    }),
}; // prettier-ignore

/** Sixteen entries and more, each to 8 bits. */
const halfPrecision: ReportCase = {
  name: 'gradient-precision',
  check: () => {
    const x = Array.from({ length: 20 }, (_, k) => Math.sin(k + 1));
    const bfloat16 = (value: number): number => {
      const unit = 2 ** (Math.floor(Math.log2(Math.abs(value))) - 7);
      return unit * Math.round(value / unit);
    };
    return checkGradient({
      parameters: { x },
      cost: ({ x: at }: { x: number[] }) => at.reduce((sum, value) => sum + value ** 3 / 3, 0),
      gradient: { x: x.map((value) => bfloat16(value ** 2)) },
    });
  },
};

/** A gradient that adds up from call to call. */
const accumulating: ReportCase = {
  name: 'gradient-varies',
  check: () => {
    const sums = [0, 0];
    return checkGradient({
      parameters: { x: [1, 2] },
      cost: ({ x }: { x: number[] }) => x[0]! ** 2 + x[1]! ** 2,
      gradient: ({ x }: { x: number[] }) => ({ x: sums.map((_, i) => (sums[i]! += 2 * x[i]!)) }),
    });
  },
};

const floor = ([x, y]: number[]): number => Math.floor(x!) + x! * x! + y! * y!;

/** Every kind of finding. */
export const findingCases: readonly ReportCase[] = [
  ofCurve('not-deterministic', { cost: noisyCurve(1e-9) }),
  ofCurve('keeps-state', { cost: countingCurve() }),
  ofCurve('changes-argument', { cost: spoiling }),
  ofFunction('kinks', [2, 2, 1], (x) => Math.max(...x) ** 2, [2, 2, 0]),
  ofFunction('jumps', [1, 0.4], floor, [2, 0.8]),
  ofFunction('jumps, and wrong beside it', [1, 0.4], floor, [3, 0.8]),
  ofCurve('low-precision', { cost: singleCurve }),
  ofCurve('a gradient that is small beside J', {
    cost: (at) => 1e3 + 1e-5 * curve(at),
    gradient: { w: slopesOf(w).map((g) => 1e-5 * g) },
  }),
  ofFunction('constant', [1, 2, 3], ([x]) => x! ** 3, [3, 0, 0]),
  ofFunction('all-zero', [0, 0], ([x, y]) => x! + y! + x! * y!, [1, 1]),
  ofCurve('other-point', { parameters: { w: after }, gradient: { w: slopesOf(w) } }),
  ofCurve('other-point, at 0', { gradient: { w: slopesOf([0, 0, 0, 0, 0]) } }),
  zero,
  symmetric,
  halfPrecision,
  accumulating,
  ofFunction('entries', [3, 1e-6, 2], ([x, y, z]) => x! ** 2 + y! * 1e-6 + z! ** 2, [6, -1e-6, 4]),
  ofFunction('taylor', [0, 0, 1], ([x, y, z]) => Math.sqrt(Math.abs(x! * y!)) + z! ** 2, [0, 0, 2]),
];
