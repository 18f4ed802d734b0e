import { layoutOf } from '@gradproof/flatteners';
import { type NetworkDescription, parameterShapes, tensor } from '@gradproof/model';
import { describe, expect, it } from 'vitest';
import type { GradientPrecision } from '../../contract/gradient-precision.ts';
import type { LayeredProblem } from '../../contract/problem.ts';
import { createRandom } from '../../numerics/random.ts';
import { normOf } from '../../numerics/vectors.ts';
import { layeredRounding } from './layered-rounding.ts';
import { roundingBound } from './rounding-bound.ts';
import { torchNetworks } from './torch-gradients.fixture.ts';

/** A seeded network, of numbers that float32 holds. */
const netOf = (
  layers: NetworkDescription['layers'],
  cost: NetworkDescription['cost'],
  { l2 = 0, features = 6, examples = 8, bias = 0.1, seed = 1 } = {},
): LayeredProblem => {
  const network = { layers, cost, l2 };
  const layout = layoutOf(parameterShapes(network, features));
  const random = createRandom(seed);
  const some = (size: number, scale: number) =>
    Float64Array.from({ length: size }, () => Math.fround(scale * (2 * random() - 1)));
  const theta = new Float64Array(layout.size);
  for (const { name, shape, offset, size } of layout.tensors)
    theta.set(name.startsWith('W') ? some(size, Math.sqrt(3 / shape[1]!)) : some(size, bias), offset);
  const units = layers.at(-1)!.units;
  const labels = Float64Array.from({ length: units * examples }, (_, at) =>
    at % units === Math.floor(at / examples) % units ? 1 : 0,
  );
  const Y = cost === 'mean-squared-error' ? some(units * examples, 1) : labels;
  if (cost === 'softmax-cross-entropy')
    for (let r = 0; r < examples; r++)
      for (let k = 0; k < units; k++) Y[k * examples + r] = k === r % units ? 1 : 0;
  return { kind: 'layered', network, layout, theta, X: tensor([features, examples], some(features * examples, 1)), Y: tensor([units, examples], Y) }; // prettier-ignore
};

/** Bound over ‖π‖ of samples, by tensor; those of which nothing is rounded left out. */
const ratiosOf = async (problem: LayeredProblem, precision: GradientPrecision, seeds = 1) => {
  const bounds = roundingBound(problem, precision);
  const squares = new Float64Array(bounds.length);
  for (let seed = 0; seed < seeds; seed++) {
    const { pi } = await layeredRounding(problem, precision, seed, undefined);
    problem.layout.tensors.forEach(({ offset, size }, k) => (squares[k]! += normOf(pi.subarray(offset, offset + size)) ** 2 / seeds)); // prettier-ignore
  }
  return bounds.map((bound, k) => bound / Math.sqrt(squares[k]!));
};

describe('the bound of π', () => {
  it('is above what samples show, of every activation and cost', async () => {
    for (const { seed, problem } of torchNetworks) {
      const ratios = await ratiosOf(problem, 'float64');
      expect(Math.min(...ratios), `seed ${seed}: ${ratios.join(' ')}`).toBeGreaterThan(1);
    }
  });

  it('is that of another precision but for the unit, with numbers that it does not hold', () => {
    const problem = netOf([{ units: 5, activation: 'tanh' }, { units: 2, activation: 'sigmoid' }], 'binary-cross-entropy'); // prettier-ignore
    const [fine, coarse] = [roundingBound(problem, 'float64'), roundingBound(problem, 'float32')];
    coarse.forEach((bound, k) => {
      expect(bound / fine[k]! / 2 ** 29).toBeGreaterThan(1);
      expect(bound / fine[k]! / 2 ** 29).toBeLessThan(2);
    });
  });

  it('is small beside the default threshold, of a network of some hundred units', () => {
    const problem = netOf([{ units: 96, activation: 'tanh' }, { units: 48, activation: 'gelu' }, { units: 10, activation: 'softmax' }], 'softmax-cross-entropy', { features: 64, examples: 32 }); // prettier-ignore
    const bounds = roundingBound(problem, 'float64');
    expect(Math.max(...bounds)).toBeLessThan(2e-7 / 64 / 100);
  });

  it('is infinite before a unit that float32 may take across its kink; in float64 it is not', () => {
    const at = (bias: number): LayeredProblem => {
      const problem = netOf([{ units: 1, activation: 'relu' }, { units: 1, activation: 'identity' }], 'mean-squared-error', { features: 1, examples: 1 }); // prettier-ignore
      problem.X.data[0] = 1;
      problem.theta.set([1, bias - 1, 1, 0]);
      return problem;
    };
    const infinite = (bias: number, precision: GradientPrecision) =>
      roundingBound(at(bias), precision).map((bound) => bound === Infinity);
    expect(infinite(2 ** -21, 'float32')).toEqual([true, true, false, false]);
    expect(infinite(2 ** -18, 'float32')).toEqual([false, false, false, false]);
    expect(infinite(2 ** -52, 'float64')).toEqual([false, false, false, false]);
  });

  it('is 0 of tensors behind units that are off, and as small as a product of two roundings behind slopes that are lost', () => {
    const off = netOf([{ units: 3, activation: 'relu' }, { units: 1, activation: 'identity' }], 'mean-squared-error', { bias: 0 }); // prettier-ignore
    off.theta.fill(-100, 18, 21);
    expect(roundingBound(off, 'float64').slice(0, 2)).toEqual([0, 0]);
    const lost = netOf([{ units: 3, activation: 'tanh' }, { units: 3, activation: 'tanh' }, { units: 1, activation: 'identity' }], 'mean-squared-error', { bias: 0 }); // prettier-ignore
    lost.theta.fill(100, 18, 21);
    lost.theta.fill(100, 30, 33);
    const [first] = roundingBound(lost, 'float64');
    expect(first).toBeGreaterThan(2 ** -110);
    expect(first).toBeLessThan(2 ** -80);
  });
});

/** One unit of one layer after one input: there is little that norms could make too large. */
const single = (activation: NetworkDescription['layers'][number]['activation'], l2 = 0) =>
  netOf([{ units: 1, activation }], 'mean-squared-error', { features: 1, examples: 1, l2, seed: 5 });

describe('the bound of one number, beside 32 times eight samples', () => {
  it.each(['identity', 'relu', 'leaky-relu', 'tanh', 'sigmoid', 'elu', 'softplus', 'gelu'] as const)(
    'is one to four times as large: %s',
    async (activation) => {
      const ratios = await ratiosOf(single(activation), 'float64', 32);
      expect(Math.min(...ratios), ratios.join(' ')).toBeGreaterThan(0.95);
      expect(Math.max(...ratios), ratios.join(' ')).toBeLessThan(4);
    },
  );

  it('is so where L2 is the larger part', async () => {
    const ratios = await ratiosOf(single('tanh', 50), 'float64', 32);
    expect(ratios[0]).toBeGreaterThan(0.95);
    expect(ratios[0]).toBeLessThan(4);
  });

  it.each([
    ['sigmoid', 'binary-cross-entropy'],
    ['softmax', 'softmax-cross-entropy'],
  ] as const)('is up to eight times as large: %s with %s', async (activation, cost) => {
    const ratios = await ratiosOf(
      netOf([{ units: 2, activation }], cost, { features: 1, examples: 2 }),
      'float64',
      32,
    );
    expect(Math.min(...ratios), ratios.join(' ')).toBeGreaterThan(1);
    expect(Math.max(...ratios), ratios.join(' ')).toBeLessThan(8);
  });
});
