import { describe, expect, it } from 'vitest';
import type { Aggregate, TensorTotals } from '../contract/sums.ts';
import { countWithFirst } from '../numerics/counted.ts';
import { sumOfSquares, ZERO } from '../numerics/sum-of-squares.ts';
import { judge } from './judge.ts';

const EPSILON = 1e-7;
const THRESHOLD = 2e-7;
const EXACT = { threshold: THRESHOLD, epsilon: EPSILON, sigma: 0 };

/** Both gradients of a tensor; `crossing`: indices that cross a kink; `lost`: the error of rounding θ ± ε. */
interface Given {
  readonly grad: readonly number[];
  readonly gradapprox: readonly number[];
  readonly crossing?: readonly number[];
  readonly lost?: number;
}

const totalsOf = ({ grad, gradapprox, crossing = [], lost = 0 }: Given): TensorTotals => {
  const sum = (values: readonly number[]) => sumOfSquares(Float64Array.from(values));
  const residual = grad.map((g, i) => g - gradapprox[i]!);
  return {
    grad: sum(grad),
    gradapprox: sum(gradapprox),
    residual: sum(residual),
    kinkFree: sum(residual.map((r, i) => (crossing.includes(i) ? 0 : r))),
    knownError: lost === 0 ? ZERO : sum([lost]),
    residualBeyondBound: ZERO,
    coordinates: grad.length,
    worst: [],
    nonFinite: null,
    unmoved: null,
  };
};

const together = (tensors: readonly Given[]): Aggregate => ({
  overall: totalsOf({
    grad: tensors.flatMap(({ grad }) => grad),
    gradapprox: tensors.flatMap(({ gradapprox }) => gradapprox),
    crossing: tensors.flatMap(({ grad, crossing = [] }, t) => {
      const before = tensors.slice(0, t).reduce((size, tensor) => size + tensor.grad.length, 0);
      return grad.flatMap((_, i) => (crossing.includes(i) ? [before + i] : []));
    }),
    lost: Math.hypot(...tensors.map(({ lost = 0 }) => lost)),
  }),
  tensors: tensors.map(totalsOf),
  kinks: { at: 0, crossed: countWithFirst([]), oneSided: countWithFirst([]) },
  sample: [],
  suspects: [],
  search: null,
  nonFiniteCost: null,
  evaluations: 0,
});

describe('one tensor', () => {
  it.each<[string, Given, number, string, string | null]>([
    ['equal gradients', { grad: [1, 2], gradapprox: [1, 2] }, 0, 'correct', null],
    ['a difference below the threshold', { grad: [1], gradapprox: [1 + 1e-7] }, 0, 'correct', null],
    ['a difference above it, no noise', { grad: [1], gradapprox: [1 + 1e-6] }, 0, 'incorrect', null],
    // round-off explains 10σ/(√2·ε)/(‖grad‖ + ‖gradapprox‖) = 3.5e7·σ
    ['one that noise explains', { grad: [1], gradapprox: [1 + 1e-6] }, 1e-13, 'inconclusive', 'round-off'],
    ['one that noise does not explain', { grad: [1], gradapprox: [1 + 1e-4] }, 1e-13, 'incorrect', null],
    ['noise without a difference', { grad: [1], gradapprox: [1] }, 1e-9, 'correct', null],
    ['rounded steps', { grad: [1], gradapprox: [1 + 1e-6], lost: 1e-6 }, 0, 'inconclusive', 'round-off'],
    ['kinks alone', { grad: [1, 1], gradapprox: [1, 0.5], crossing: [1] }, 0, 'inconclusive', 'kinks'],
    ['a bug beside kinks', { grad: [2, 1], gradapprox: [1, 0.5], crossing: [1] }, 0, 'incorrect', null],
    ['a flipped sign', { grad: [-1], gradapprox: [1] }, 0, 'incorrect', null],
    ['a gradient of zeros', { grad: [0], gradapprox: [1] }, 0, 'incorrect', null],
    ['zeros on both sides', { grad: [0, 0], gradapprox: [0, 0] }, 0, 'correct', null],
    ['zeros on both sides of a noisy cost', { grad: [0], gradapprox: [0] }, 1e-9, 'correct', null],
    ['numbers whose squares overflow', { grad: [1e300], gradapprox: [1e300] }, 0, 'correct', null],
    ['numbers whose squares underflow', { grad: [2e-300], gradapprox: [1e-300] }, 0, 'incorrect', null],
  ])('%s', (_what, given, sigma, verdict, hindrance) => {
    const judged = judge(together([given]), { ...EXACT, sigma });
    expect(judged).toMatchObject({ verdict, hindrance });
  });

  it.each([
    ['the gradient', { grad: [NaN, 1], gradapprox: [1, 1] }],
    ['the numerical gradient', { grad: [1, 1], gradapprox: [1, NaN] }],
    ['both, infinite alike', { grad: [Infinity], gradapprox: [Infinity] }],
  ])('never passes with what is not finite in %s, however noisy the cost', (_where, given) => {
    for (const sigma of [0, 1, Infinity, NaN]) {
      expect(judge(together([given]), { ...EXACT, sigma }).verdict).toBe('incorrect');
    }
  });

  it('has difference 0 where both gradients are exactly zero', () => {
    expect(judge(together([{ grad: [0], gradapprox: [0] }]), EXACT).difference).toBe(0);
  });
});

describe('many tensors', () => {
  const large = { grad: [1e6], gradapprox: [1e6] };

  it('let no wrong small tensor hide behind a large right one', () => {
    const judged = judge(together([large, { grad: [2e-3], gradapprox: [1e-3] }]), EXACT);
    expect(judged.difference).toBeLessThanOrEqual(THRESHOLD);
    expect(judged.verdict).toBe('incorrect');
    expect(judged.tensors.map(({ verdict }) => verdict)).toEqual(['correct', 'incorrect']);
  });

  it('let a small tensor exceed the threshold by round-off that is small against it', () => {
    const small = { grad: [1e-2], gradapprox: [1e-2 * (1 + 1e-6)] };
    const judged = judge(together([large, small]), { ...EXACT, sigma: 1e-15 }); // explains 3.5e-6 of it
    expect([judged.verdict, judged.tensors[1]!.verdict]).toEqual(['correct', 'correct']);
  });

  it('claim nothing when round-off drowns a small tensor', () => {
    const small = { grad: [1e-6], gradapprox: [2e-6] };
    const judged = judge(together([large, small]), { ...EXACT, sigma: 1e-13 });
    expect(judged).toMatchObject({ verdict: 'inconclusive', hindrance: 'round-off' });
  });
});

describe('entries with bounds of their own', () => {
  const bounded = (residual: readonly number[], bounds: readonly number[]): Aggregate => {
    const tensor = totalsOf({ grad: [1, 1, 1], gradapprox: [1, 1, 1].map((g, i) => g - residual[i]!) });
    const beyondBound = residual.map((r, i) => Math.max(0, Math.abs(r) - 2 * bounds[i]!));
    const sum = (values: readonly number[]) => sumOfSquares(Float64Array.from(values));
    const totals = { ...tensor, knownError: sum(bounds), residualBeyondBound: sum(beyondBound) };
    return { ...together([{ grad: [1, 1, 1], gradapprox: [1, 1, 1] }]), overall: totals, tensors: [totals] };
  };

  it('a mistake is seen beside an entry that is uncertain', () => {
    expect(judge(bounded([0.1, 0, 0.5], [1, 1e-9, 1e-9]), EXACT).verdict).toBe('incorrect');
  });

  it('an uncertain entry alone leaves it inconclusive', () => {
    expect(judge(bounded([0.1, 0, 0], [1, 1e-9, 1e-9]), EXACT).verdict).toBe('inconclusive');
    expect(judge(bounded([0.1, 0, 0], [Infinity, 1e-9, 1e-9]), EXACT).verdict).toBe('inconclusive');
  });
});

describe('gradients that are 0 to round-off', () => {
  const tiny = together([{ grad: [1], gradapprox: [1] }, { grad: [1e-17], gradapprox: [0] }]); // prettier-ignore

  it('agree, whatever their ratio', () => {
    expect(judge(tiny, EXACT).tensors[1]!.verdict).toBe('incorrect');
    expect(judge(tiny, { ...EXACT, negligible: 1e-13 }).tensors[1]).toMatchObject({
      verdict: 'correct',
      isZero: true,
    });
    expect(judge(tiny, { ...EXACT, negligible: 1e-18 }).tensors[1]!.verdict).toBe('incorrect');
  });
});
