import { layoutOf } from '@gradproof/flatteners';
import { backwardPropagate, createForwardPass } from '@gradproof/model';
import { describe, expect, it } from 'vitest';
import type { Check } from '../../contract/check.ts';
import type { FunctionProblem } from '../../contract/problem.ts';
import type { GradientPrecision } from '../../contract/gradient-precision.ts';
import { createRandom } from '../../numerics/random.ts';
import { normOf } from '../../numerics/vectors.ts';
import { claimRounding } from './claim-rounding.ts';
import { torchNetworks } from './torch-gradients.fixture.ts';

const layout = layoutOf([
  { name: 'w', shape: [40] },
  { name: 'b', shape: [1] },
]);
const random = createRandom(5);
const theta = Float64Array.from({ length: 41 }, () => Math.fround(random() - 0.5));
const problem: FunctionProblem = { kind: 'function', layout, theta, cost: () => 0 };

/** A gradient of float32: Math.fround of every operation. */
const single = (at: Float64Array): Float64Array =>
  at.map((x) =>
    Math.fround(Math.fround(Math.fround(Math.fround(x * x) * Math.fround(x)) + 3) * Math.fround(0.1)),
  );
const exact = (at: Float64Array): Float64Array => at.map((x) => (x ** 3 + 3) * Math.fround(0.1));

const request = (check: Partial<Check>, precision: GradientPrecision = 'float32') => ({
  check: { problem, grad: single(theta), ...check },
  precision,
  threshold: 2e-7,
  seed: 0,
});

describe('of a gradient that is a function', () => {
  it('is its own noise: about what it is off by', async () => {
    const { pi, source, evaluations, varies } = await claimRounding(request({ gradientAt: single }));
    expect({ source, evaluations, varies }).toEqual({ source: 'repeated', evaluations: 17, varies: null });
    const error = normOf(single(theta).map((g, i) => g - exact(theta)[i]!));
    expect(normOf(pi) / error).toBeGreaterThan(0.5);
    expect(normOf(pi) / error).toBeLessThan(4);
  });

  it('is nearly nothing where it is computed in float64', async () => {
    const { pi } = await claimRounding(request({ grad: exact(theta), gradientAt: exact }, 'float64'));
    expect(normOf(pi)).toBeLessThan(8 * 2 ** -53 * normOf(exact(theta)));
  });

  it('is that of a tensor at least: one entry cannot be quiet by chance among others', async () => {
    const { pi } = await claimRounding(request({ gradientAt: single }));
    const ofTensor = pi.subarray(0, 40);
    expect(Math.min(...ofTensor)).toBeGreaterThanOrEqual(normOf(ofTensor) / Math.sqrt(40) / 4);
  });

  it('is the rounding of an entry at least, where the gradient is the same everywhere', async () => {
    const constant = () => new Float64Array(41).fill(Math.fround(0.1));
    const { pi } = await claimRounding(request({ grad: constant(), gradientAt: constant }));
    expect(pi.every((x) => Math.abs(x / ((2 ** -24 * Math.fround(0.1)) / Math.sqrt(3)) - 1) < 1e-12)).toBe(
      true,
    );
  });

  it('hands out copies: a gradient may change what it is given', async () => {
    const before = theta.slice();
    const spoiling = (at: Float64Array) => {
      const gradient = single(at);
      at.fill(NaN);
      return gradient;
    };
    expect((await claimRounding(request({ gradientAt: spoiling }))).source).toBe('repeated');
    expect(theta).toEqual(before);
  });

  it.each<[string, (at: Float64Array, call: number) => Float64Array]>([
    ['throws beside θ', (at) => {
      if (at.some((x, i) => x !== theta[i])) throw new Error('out of its domain');
      return single(at);
    }],
    ['throws at θ, too', () => { throw new Error('no tape'); }],
    ['is NaN beside θ', (at) => (at.some((x, i) => x !== theta[i]) ? at.map(() => NaN) : single(at))],
  ])('that %s is judged as an array alone', async (_what, gradientAt) => {
    let calls = 0;
    const claim = await claimRounding(request({ gradientAt: (at) => gradientAt(at, calls++) }));
    expect(claim.source).toBe('array-alone');
    expect(claim.varies).toBeNull();
    expect(claim.evaluations).toBe(calls);
  }); // prettier-ignore

  it('that adds up from call to call varies, and is judged as an array alone', async () => {
    let sum = single(theta);
    const adding = (at: Float64Array) => (sum = sum.map((x, i) => x + single(at)[i]!));
    const { source, varies, evaluations } = await claimRounding(request({ gradientAt: adding }));
    expect({ source, evaluations }).toEqual({ source: 'array-alone', evaluations: 1 });
    expect(varies!.spread).toBeCloseTo(varies!.largest, 6);
    expect(varies!.entries).toBe(41);
  });

  it('may differ by 64 roundings of its largest entry, as sums in another order do', async () => {
    const grad = new Float64Array(41).fill(1);
    const off = async (roundings: number) =>
      (await claimRounding(request({ grad, gradientAt: () => grad.map(() => 1 + roundings * 2 ** -52) })))
        .varies;
    expect(await off(30)).toBeNull();
    expect(await off(34)).not.toBeNull();
  });

  it('ends with the reason of its signal', async () => {
    const controller = new AbortController();
    const gradientAt = () => {
      controller.abort(new Error('enough'));
      return new Promise<Float64Array>(() => {});
    };
    await expect(claimRounding({ ...request({ gradientAt }), signal: controller.signal })).rejects.toThrow(
      'enough',
    );
  });
});

it('of an array alone is u·(|g| + root mean square of its tensor)', async () => {
  const grad = new Float64Array(41);
  grad[0] = 4;
  grad[40] = NaN;
  const { pi, source, evaluations } = await claimRounding(request({ grad }, 'float16'));
  const mean = 4 / Math.sqrt(40);
  expect({ source, evaluations }).toEqual({ source: 'array-alone', evaluations: 0 });
  const underflow = 2 ** -24;
  expect([
    (pi[0]! - underflow) / (2 ** -11 * (4 + mean)),
    (pi[1]! - underflow) / (2 ** -11 * mean),
    pi[40],
  ]).toEqual([expect.closeTo(1, 12), expect.closeTo(1, 12), underflow]);
});

describe('of numbers below the least normal one', () => {
  const tiny = (at: Float64Array) => at.map(() => 28 * 2 ** -24); // float16 holds 28 units of its least number there

  it.each([
    ['given alone', undefined],
    ['that are a function', tiny],
  ])('is a unit of them at least: %s', async (_kind, gradientAt) => {
    const { pi } = await claimRounding(request({ grad: tiny(theta), gradientAt }, 'float16'));
    expect(Math.min(...pi)).toBeGreaterThan(2 ** -24);
    expect(Math.max(...pi)).toBeLessThan(1.1 * 2 ** -24);
  });
});

describe('of a layered network', () => {
  const [{ problem: network, gradients }] = torchNetworks as [(typeof torchNetworks)[number]];
  const { theta: at, X, Y } = network;
  const grad = backwardPropagate(network.network, createForwardPass(network.network, X, Y), at, X, Y);
  const of = (precision: GradientPrecision, claimed: Float64Array, threshold = 2e-7) =>
    claimRounding({ check: { problem: network, grad: claimed }, precision, threshold, seed: 0 });

  it('is the bound where that is small beside the threshold', async () => {
    const { pi, source } = await of('float64', grad, 1e-6);
    expect(source).toBe('bound');
    for (const { offset, size } of network.layout.tensors) {
      const part = (values: Float64Array) => normOf(values.subarray(offset, offset + size));
      expect(part(pi)).toBeLessThanOrEqual((1e-6 / 64) * part(grad));
      expect(part(pi)).toBeGreaterThan(0);
    }
  });

  it('is sampled where it is not: another threshold, float32, a claim of zeros', async () => {
    expect((await of('float64', grad, 2e-14)).source).toBe('monte-carlo');
    expect((await of('float32', gradients.float32)).source).toBe('monte-carlo');
    expect((await of('float64', new Float64Array(grad.length))).source).toBe('monte-carlo');
  });
});
