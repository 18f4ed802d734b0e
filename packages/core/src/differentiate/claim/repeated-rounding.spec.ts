import { layoutOf } from '@gradproof/flatteners';
import { expect, it } from 'vitest';
import type { GradientPrecision } from '../../contract/gradient-precision.ts';
import { floatFormats, roundToFormat } from '../../numerics/float-formats.ts';
import { normOf } from '../../numerics/vectors.ts';
import { repeatedRounding } from './repeated-rounding.ts';

const layout = layoutOf([{ name: 'w', shape: [24] }]);
const theta = Float64Array.from({ length: 24 }, (_, i) => Math.fround(1 + i / 64));
const half = (x: number): number => roundToFormat(x, floatFormats.float16);

const piOf = async (
  gradientAt: (at: Float64Array) => Float64Array,
  precision: GradientPrecision = 'float16',
  seed = 0,
) => (await repeatedRounding({ layout, theta, gradientAt, grad: gradientAt(theta) }, precision, seed, undefined))!; // prettier-ignore

/** A gradient θ² that is some units of float16's least number before it is multiplied by a power of 2. */
const lostBits = (units: number) => (at: Float64Array) =>
  at.map((x) => half(half(x * x * units * 2 ** -24) * 2 ** 16));

it.each([6, 12, 24])('sees what float16 lost where %d units of its least number were left', async (units) => {
  const rounding = 2 ** -8 / Math.sqrt(12); // of a whole number of units, times 2¹⁶
  const ratio = normOf(await piOf(lostBits(units))) / Math.sqrt(24) / rounding;
  expect(ratio).toBeGreaterThan(0.5);
  expect(ratio).toBeLessThan(2);
});

it('leaves nothing of a smooth gradient: its π is its rounding, in every precision', async () => {
  const smooth = (precision: GradientPrecision) => (at: Float64Array) =>
    at.map((x) => roundToFormat(Math.exp(Math.sin(x)), floatFormats[precision]));
  for (const precision of ['float16', 'bfloat16', 'float32'] as const) {
    const pi = await piOf(smooth(precision), precision);
    const u = 2 ** -floatFormats[precision].bits;
    const ratio = normOf(pi) / ((u * normOf(smooth(precision)(theta))) / Math.sqrt(3));
    expect(ratio, precision).toBeGreaterThan(0.9);
    expect(ratio, precision).toBeLessThan(1.6);
  }
});

it('takes long steps in float16 alone, which has few numbers below 1', async () => {
  const farthestIn = async (precision: GradientPrecision) => {
    let farthest = 0;
    await piOf((at) => {
      farthest = Math.max(farthest, ...at.map((x, i) => Math.abs(x - theta[i]!)));
      return at;
    }, precision);
    return farthest;
  };
  expect(await farthestIn('float16')).toBeGreaterThan(2 ** -3);
  expect(await farthestIn('float16')).toBeLessThan(3 * 1.5 * 2 ** -4 * 1.01);
  expect(await farthestIn('bfloat16')).toBeLessThan(13 * 2 ** -7);
  expect(await farthestIn('bfloat16')).toBeGreaterThan(8 * 2 ** -7);
});

it('is that of the tensor, for an entry that is 0 among others', async () => {
  const pi = await piOf((at) => at.map((_, i) => (i === 0 ? 0 : 0.75)));
  expect(pi[0]! / ((2 ** -11 * 0.75) / Math.sqrt(3))).toBeCloseTo(Math.sqrt(23 / 24), 3);
});

it('is as good where only long steps have no answer', async () => {
  const near = (at: Float64Array) =>
    at.map((x, i) => (Math.abs(x - theta[i]!) < 2 ** -6 ? half(x * x) : NaN));
  expect(normOf(await piOf(near))).toBeGreaterThan(0);
});
