import { type CostName, costs, elementwiseActivations } from '@gradproof/model';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Device, openDevice } from '../device/device.ts';
import type { DeviceMode } from '../device/gpu-js.ts';
import { functionKernel } from '../device/self-test.ts';
import { UNIT_ROUND_OFF } from '../incremental/float32.ts';
import { costKernels } from '../kernels/costs.ts';
import { activationKernels } from '../kernels/increments.ts';
import { product, SUM_BLOCK } from '../kernels/product.ts';

/** Arguments of every size that float32 has digits for, both signs. */
const sizes = Array.from({ length: 2500 }, (_, i) => Math.fround(2 ** (i / 20 - 119)));
const everywhere = [...sizes, ...sizes.map((x) => -x)];

/** Errors in units of float32's rounding that four to eight roundings, one after the other, leave. */
const FEW = 6;

/** What a term below 2 may lose where numbers are subnormal: a device may take them for 0 (WGSL, "Floating point evaluation"). */
const FLUSHED = 2 ** -125;

const worstOf = (
  values: Float32Array,
  exact: (i: number) => number,
  scale: (i: number) => number = () => 0,
): number => {
  let worst = 0;
  values.forEach((value, i) => {
    const error = Math.abs(value - exact(i)) / Math.max(Math.abs(exact(i)), scale(i)) / UNIT_ROUND_OFF;
    if (!(error <= worst)) worst = error; // NaN is the worst of all
  });
  return worst;
};

/** What every mode's kernels must compute, beside float64. */
export const testKernels = (mode: DeviceMode): void => {
  let device: Device;
  beforeAll(async () => {
    device = await openDevice(mode);
  });
  afterAll(() => device.close());

  const run = async (...[kernel, args, height, width]: Parameters<Device['launcher']['launch']>) => {
    const { launch, read } = device.launcher;
    const result = await launch(kernel, args, height, width);
    return read(result).finally(result.release);
  };
  const row = (values: ArrayLike<number>) =>
    device.launcher.matrix(Float32Array.from(values), 1, values.length);

  describe(`functions, ${mode}`, () => {
    it.each([
      ['exponentialMinusOne', Math.expm1, -87, 88],
      ['logarithmOfOnePlus', Math.log1p, -0.999, 1e38],
      ['hyperbolicTangent', Math.tanh, -1e38, 1e38],
    ] as const)('%s keeps its digits for arguments of every size', async (name, exact, least, most) => {
      const x = Float32Array.from(everywhere.filter((value) => value >= least && value <= most));
      const values = await run(functionKernel(name), [row(x)], 1, x.length);
      expect(worstOf(values, (i) => exact(x[i]!))).toBeLessThanOrEqual(FEW);
    });

    it('exponentialMinusOne stays in float32’s range, and comes to −1', async () => {
      const values = await run(functionKernel('exponentialMinusOne'), [row([1e30, -1e30, 0])], 1, 3);
      expect(values[0]).toBeGreaterThan(1e38);
      expect(Number.isFinite(values[0])).toBe(true);
      expect([values[1], values[2]]).toEqual([-1, 0]);
    });

    it('powerOfTwo is exact', async () => {
      const k = Array.from({ length: 254 }, (_, i) => i - 126);
      const values = await run(functionKernel('powerOfTwo'), [row(k)], 1, k.length);
      expect([...values]).toEqual(k.map((exponent) => 2 ** exponent));
    });
  });

  describe(`increments, ${mode}`, () => {
    const z = Float32Array.from({ length: 400 }, (_, i) => (i - 200) / 20 + 0.003);
    const activations = Object.keys(activationKernels) as (keyof typeof activationKernels)[];
    const scales = [2 ** -60, 2 ** -30, 2 ** -10, 0.1];

    it.each(activations.flatMap((name) => scales.map((scale) => [name, scale] as const)))(
      '%s agrees with float64 for steps of about %d',
      async (name, scale) => {
        const { tables, increment } = activationKernels[name];
        const exact = elementwiseActivations[name].increment;
        const delta = z.map((_, i) => scale * (i % 2 === 0 ? 1 : -1) * (0.5 + (i % 7) / 7));
        const all = Float32Array.from([...z, ...tables.flatMap((table) => Array.from(z, table))]);
        const matrix = device.launcher.matrix(all, 1 + tables.length, z.length);
        const values = await run(increment, [row(delta), matrix, row(z.map((_, i) => i)), 1], 1, z.length);
        // where f is flat its increment is a small difference of larger terms, gelu's of terms as large as the step unless that is small
        const flatness = name === 'gelu' && scale > 2 ** -8 ? 1 : 2 ** -20;
        const flat = (i: number) => flatness * Math.abs(delta[i]!);
        expect(worstOf(values, (i) => exact(z[i]!, delta[i]!), flat)).toBeLessThanOrEqual(2 * FEW);
      },
    );
  });

  describe(`costs, ${mode}`, () => {
    const [rows, examples] = [3, 40];
    const entries = (seed: number) =>
      Float64Array.from({ length: rows * examples }, (_, i) => 2 * Math.sin(seed * i + 1));

    const hard = (i: number) => (Math.floor(i / examples) === (i % examples) % rows ? 1 : 0);
    const soft = (i: number) => (hard(i) + 0.25) / 1.75;
    const labels = { hard, soft };
    const cases = (Object.keys(costKernels) as CostName[]).flatMap((name) =>
      (['hard', 'soft'] as const).map((kind) => [name, kind] as const),
    );

    it.each(cases)('%s of %s labels agrees with float64', async (name, kind) => {
      const z = entries(3);
      const softmax = (k: number, r: number) => {
        const sum = [0, 1, 2].reduce((total, other) => total + Math.exp(z[other * examples + r]!), 0);
        return Math.exp(z[k * examples + r]!) / sum;
      };
      const a =
        name === 'softmax-cross-entropy'
          ? z.map((_, i) => softmax(Math.floor(i / examples), i % examples))
          : z;
      const y = z.map((_, i) => labels[kind](i));
      const delta = Float32Array.from(entries(5), (value) => value * 2 ** -30);
      const { tables, increment } = costKernels[name];
      const all = Float32Array.from(
        tables.flatMap((table) => Array.from(z, (value, i) => table(value, a[i]!, y[i]!, 1))),
      );
      const matrix = device.launcher.matrix(all, tables.length * rows, examples);
      const crossed = Array.from({ length: examples }, (_, r) => r % 2);
      for (const sign of [1, -1]) {
        const args = [
          device.launcher.matrix(delta, rows, examples),
          matrix,
          row(Array.from({ length: examples }, (_, r) => r)),
          rows,
          sign,
          row(crossed),
        ];
        const values = await run(increment, args, 2, examples);
        const moved = Float64Array.from(delta, (value) => sign * value);
        const exact = (r: number) => costs[name].increment(z, a, y, moved, rows, examples, r);
        // the sum of three terms may be smaller than they are
        const size = () => 2 ** -32;
        expect(worstOf(values.subarray(0, examples), exact, size)).toBeLessThanOrEqual(4 * FEW);
        expect([...values.subarray(examples)]).toEqual(crossed);
      }
    });
  });

  describe(`product, ${mode}`, () => {
    it('sums in blocks, for any sizes', async () => {
      const entry = fc.float({ noNaN: true, min: -1, max: 1 });
      const size = fc.integer({ min: 1, max: 9 });
      const terms = fc.integer({ min: 1, max: 3 * SUM_BLOCK * SUM_BLOCK });
      await fc.assert(
        fc.asyncProperty(
          size,
          terms,
          size,
          fc.array(entry, { minLength: 7, maxLength: 7 }),
          async (rows, n, columns, limits) => {
            const left = Float32Array.from({ length: rows * n }, (_, i) => limits[i % 7]!);
            const right = Float32Array.from({ length: n * columns }, (_, i) => limits[(3 * i) % 7]! + 1);
            const { matrix } = device.launcher;
            const blocks = Math.floor(n / SUM_BLOCK);
            const args = [matrix(left, rows, n), matrix(right, n, columns), blocks, n - blocks * SUM_BLOCK];
            const values = await run(product, args, rows, columns);
            for (let at = 0; at < rows * columns; at++) {
              let [sum, absolute] = [0, 0];
              for (let k = 0; k < n; k++) {
                const term = left[Math.floor(at / columns) * n + k]! * right[k * columns + (at % columns)]!;
                sum += term;
                absolute += Math.abs(term);
              }
              // 8 + 2 + 32 + n/1024 additions on the way of a term, each of half a unit at most
              expect(Math.abs(values[at]! - sum)).toBeLessThanOrEqual(
                45 * UNIT_ROUND_OFF * absolute + n * FLUSHED,
              );
            }
          },
        ),
        { numRuns: mode === 'webgpu' ? 5 : 20 },
      );
    });
  });
};
