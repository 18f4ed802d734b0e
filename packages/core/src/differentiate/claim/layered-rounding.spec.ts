import { backwardPropagate, createForwardPass } from '@gradproof/model';
import { describe, expect, it } from 'vitest';
import type { LayeredProblem } from '../../contract/problem.ts';
import { floatFormats, roundToFormat } from '../../numerics/float-formats.ts';
import { normOf } from '../../numerics/vectors.ts';
import { layeredRounding } from './layered-rounding.ts';
import { torchNetworks } from './torch-gradients.fixture.ts';

const gradientOf = ({ network, theta, X, Y }: LayeredProblem): Float64Array =>
  backwardPropagate(network, createForwardPass(network, X, Y), theta, X, Y);

const piOf = async (problem: LayeredProblem, precision: keyof typeof floatFormats, seed = 0) =>
  (await layeredRounding(problem, precision, seed, undefined)).pi;

/** ‖error‖/‖π‖ of each tensor, and what is refused: ‖error‖ > T·S + 6·‖π‖. */
const compared = async (precision: 'float32' | 'bfloat16' | 'float16') => {
  const ratios: number[] = [];
  const refused: string[] = [];
  for (const { seed, problem, gradients } of torchNetworks) {
    const [right, claimed, pi] = [gradientOf(problem), gradients[precision], await piOf(problem, precision)];
    for (const { name, offset, size } of problem.layout.tensors) {
      const part = (values: Float64Array) => values.subarray(offset, offset + size);
      if (!part(claimed).every(Number.isFinite)) continue; // float16 overflowed
      const error = normOf(part(claimed).map((g, i) => g - part(right)[i]!));
      const allowed = 2e-7 * (normOf(part(claimed)) + normOf(part(right))) + 6 * normOf(part(pi));
      if (!(error <= allowed)) refused.push(`${name} of seed ${seed}`);
      ratios.push(error / normOf(part(pi)));
    }
  }
  return { refused, median: ratios.sort((a, b) => a - b)[Math.floor(ratios.length / 2)]! };
};

describe.each(['float32', 'bfloat16', 'float16'] as const)('π of gradients by PyTorch in %s', (precision) => {
  it('allows for what they carry, and is as large as that: two to four times', async () => {
    const { refused, median } = await compared(precision);
    expect(refused).toEqual([]);
    expect(median).toBeGreaterThan(0.2);
    expect(median).toBeLessThan(0.7);
  });
});

const [{ problem }] = torchNetworks as [(typeof torchNetworks)[number]];

it('of float64 is that of float32 but for the unit', async () => {
  for (const { seed, problem: network } of torchNetworks) {
    const representable = { ...network, theta: network.theta.map(Math.fround) };
    representable.X = { ...network.X, data: network.X.data.map(Math.fround) };
    representable.Y = { ...network.Y, data: network.Y.data.map(Math.fround) };
    const [fine, coarse] = [await piOf(representable, 'float64'), await piOf(representable, 'float32')];
    const ratio = (normOf(fine) / normOf(coarse)) * 2 ** 29;
    expect(ratio > 1 / 2 && ratio < 2, `seed ${seed}: ${ratio}`).toBe(true);
  }
});

it('is the same for the same seed, and another sample for another', async () => {
  expect(await piOf(problem, 'float32', 3)).toEqual(await piOf(problem, 'float32', 3));
  expect(await piOf(problem, 'float32', 3)).not.toEqual(await piOf(problem, 'float32', 4));
});

it('allows for parameters and examples that the precision does not hold', async () => {
  const moved = { ...problem, theta: problem.theta.map((value) => value * (1 + 2 ** -10)) };
  const { float16 } = floatFormats;
  const round = (values: Float64Array) => values.map((value) => roundToFormat(value, float16));
  const rounded = { ...moved, theta: round(moved.theta) };
  rounded.X = { ...moved.X, data: round(moved.X.data) };
  rounded.Y = { ...moved.Y, data: round(moved.Y.data) };
  const [here, there] = [gradientOf(moved), gradientOf(rounded)];
  const pi = await piOf(moved, 'float16');
  expect(here.every((g, i) => pi[i]! >= Math.abs(g - there[i]!) * (1 - 1e-9) - 1e-15)).toBe(true);
});

it('gives equal numbers equal roundings: a thousand times the same example is no more exact than once', async () => {
  const times = (values: LayeredProblem['X'], count: number) => {
    const [rows, columns] = values.shape as [number, number];
    const first = Float64Array.from({ length: rows }, (_, row) => values.data[row * columns]!);
    return {
      shape: [rows, count],
      data: Float64Array.from({ length: rows * count }, (_, at) => first[Math.floor(at / count)]!),
    };
  };
  const of = async (count: number) => {
    const repeated = { ...problem, X: times(problem.X, count), Y: times(problem.Y, count) };
    return normOf(await piOf(repeated, 'float32')) / normOf(gradientOf(repeated));
  };
  expect((await of(1024)) / (await of(1))).toBeGreaterThan(0.5); // independent errors: 1/32
});

it('takes a unit within reach of its kink to either side', async () => {
  const near = (bias: number): LayeredProblem => ({
    ...problem,
    network: { layers: [{ units: 1, activation: 'relu' }], cost: 'mean-squared-error', l2: 0 },
    layout: { tensors: [{ name: 'W1', shape: [1, 1], offset: 0, size: 1 }, { name: 'b1', shape: [1, 1], offset: 1, size: 1 }], size: 2 },
    theta: Float64Array.of(1, bias),
    X: { shape: [1, 1], data: Float64Array.of(1) },
    Y: { shape: [1, 1], data: Float64Array.of(1) },
  }); // prettier-ignore
  const crossed = async (distance: number) => {
    const pis = await Promise.all(
      Array.from({ length: 32 }, (_, seed) => piOf(near(-1 + distance), 'float32', seed)),
    );
    return pis.filter((pi) => pi[1]! > 0.3).length; // the slope is 0 or 1
  };
  expect(await crossed(2 ** -24)).toBeGreaterThan(24); // one in 128 has eight samples on one side
  expect(await crossed(2 ** -23.2)).toBeGreaterThan(24);
  expect(await crossed(2 ** -21)).toBe(0);
});

it('ends with the reason of its signal', async () => {
  const signal = AbortSignal.abort(new Error('enough'));
  await expect(layeredRounding(problem, 'float32', 0, signal)).rejects.toThrow('enough');
});

it('takes eight samples beside the gradient itself', async () => {
  expect((await layeredRounding(problem, 'float64', 0, undefined)).evaluations).toBe(9);
});
