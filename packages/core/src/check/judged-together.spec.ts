import { layoutOf } from '@gradproof/flatteners';
import { describe, expect, it } from 'vitest';
import { TIE_KINDS } from '../differentiate/ties/tie-cases.fixture.ts';
import { createRandom } from '../numerics/random.ts';
import { checkGradient } from './check-gradient.ts';
import type { CheckOptions } from '../contract/options.ts';
import { checkProblem } from './check-problem.ts';

const largest = (x: Float64Array) => Math.max(...x) ** 2;

describe('a tie', () => {
  it('refutes the tensors whose coordinates are tied in the direction that refuses, no others', async () => {
    const report = await checkGradient({
      parameters: { a: Float64Array.of(2, 2), b: Float64Array.of(1, 3), c: -1 },
      cost: ({ a, b, c }) => largest(a) + b.reduce((sum, v) => sum + v ** 2, 0) + Math.abs(c + 1),
      gradient: { a: Float64Array.of(4, 4), b: Float64Array.of(2, 6), c: 0.5 },
    });
    expect(report.tensors.map(({ name, verdict }) => [name, verdict]).slice(0, 2)).toEqual([['a', 'incorrect'], ['b', 'correct']]); // prettier-ignore
  });
});

describe('a coordinate outside of its own interval', () => {
  it('is wrong alone, beside another at a kink', async () => {
    const report = await checkGradient({
      parameters: { a: 0, b: 0, c: 1 },
      cost: ({ a, b, c }) => Math.abs(a) + Math.abs(b) + c ** 2,
      gradient: { a: 3, b: 0.5, c: 2 },
    });
    expect(report.tensors.map(({ verdict }) => verdict)).toEqual(['incorrect', 'correct', 'correct']);
  });
});

describe('a float32 gradient of a function, as an array alone', () => {
  it.each([
    [0, 'correct'],
    [3e-4, 'inconclusive'],
    [1e-2, 'incorrect'],
  ])('that is off by %d of itself: its rounding can’t be measured', async (part, verdict) => {
    const x = Float64Array.from({ length: 20 }, (_, i) => Math.sin(i + 1));
    const report = await checkGradient({
      parameters: { x },
      cost: ({ x: at }) => at.reduce((sum, v) => sum + v ** 3 / 3, 0),
      gradient: { x: Float32Array.from(x, (v) => v ** 2 * (1 + part)) },
    });
    expect(report.verdict, report.reason).toBe(verdict);
    if (verdict === 'inconclusive') expect(report.remedies).toContainEqual({ kind: 'precise-gradient' });
  });
});

describe('a gradient that is a function', () => {
  it('is right at a tie, though it jumps as θ moves by rounding', async () => {
    const median = (x: Float64Array) => [...x].sort((a, b) => a - b)[1]!;
    const report = await checkGradient({
      parameters: { x: Float64Array.of(2, 2, 2) },
      cost: ({ x }) => median(x) ** 2,
      gradient: ({ x }) => ({ x: x.map((_, i) => (i === [...x].indexOf(median(x)) ? 2 * median(x) : 0)) }),
    });
    expect(report.verdict, report.reason).toBe('correct');
  });

  it('has its own noise allowed, which its numbers don’t show; the same numbers alone haven’t', async () => {
    const x = Float64Array.from({ length: 8 }, (_, i) => 0.3 + 0.1 * i);
    const noisy = (v: number) => (1e11 + 2) * v - 1e11 * v; // two numbers of which five digits of 2v are left
    const cost = ({ x: at }: { x: Float64Array }) => at.reduce((sum, v) => sum + v * v, 0);
    const right = await checkGradient({
      parameters: { x },
      cost,
      gradient: ({ x: at }) => ({ x: at.map(noisy) }),
    });
    expect(right.verdict, right.reason).toBe('correct');
    const alone = await checkGradient({ parameters: { x }, cost, gradient: { x: x.map(noisy) } });
    expect(alone.verdict).toBe('incorrect');
    const wrong = await checkGradient({ parameters: { x }, cost, gradient: ({ x: at }) => ({ x: at.map((v) => noisy(v) + 1e-2) }) }); // prettier-ignore
    expect(wrong.verdict).toBe('incorrect');
  });
});

describe('probes at ties', () => {
  const probe = (x: Float64Array, cost: (x: Float64Array) => number, grad: Float64Array, seed: number) => {
    const layout = layoutOf([{ name: 'x', shape: [x.length] }]);
    const problem = { kind: 'function' as const, layout, theta: x, cost };
    return checkProblem({ problem, grad }, { coverage: { kind: 'probe' }, seed });
  };
  const at = new Float64Array(5).fill(2);

  it('call no sum that J doesn’t have correct, no gradient nearby incorrect', async () => {
    for (let seed = 0; seed < 10; seed++) {
      for (const wrong of [at.map(() => 4), at.map(() => 0), at.map((_, i) => (i < 2 ? 4 : 0))])
        expect((await probe(at, largest, wrong, seed)).verdict, `seed ${seed}`).not.toBe('correct');
      for (const right of [Float64Array.of(4, 0, 0, 0, 0), at.map(() => 4 / 5)])
        expect((await probe(at, largest, right, seed)).verdict, `seed ${seed}`).not.toBe('incorrect');
    }
  });

  it('call no claim correct whose ties can’t be decided', async () => {
    for (let seed = 0; seed < 20; seed++) {
      const { cost, theta, wrong } = TIE_KINDS['deadLayer']!(createRandom(seed), 4);
      for (const { name, claim } of wrong)
        expect((await probe(theta, cost, claim, seed)).verdict, `${name}, seed ${seed}`).not.toBe('correct');
    }
  });

  it.each(['sorting', 'median', 'topK', 'deadLayer'])(
    'call no gradient nearby incorrect that can’t be decided, whatever the kinks that they met: %s',
    async (kind) => {
      for (let seed = 0; seed < 6; seed++)
        for (const size of [2, 4]) {
          const { cost, theta, right } = TIE_KINDS[kind]!(createRandom(seed), size);
          for (const { name, claim } of right)
            expect((await probe(theta, cost, claim, seed)).verdict, `${name} of ${size}, seed ${seed}`).not.toBe('incorrect'); // prettier-ignore
        }
    },
  );

  it('call no gradient of a median incorrect, whose ties no coordinate shows', async () => {
    const median = (x: Float64Array) => [...x].sort((a, b) => a - b)[2]! ** 2;
    for (let seed = 0; seed < 10; seed++) {
      const right = at.map((_, i) => (i === seed % 5 ? 4 : 0));
      expect((await probe(at, median, right, seed)).verdict, `seed ${seed}`).toBe('inconclusive'); // nor is it proved
    }
  });
});

describe.each<[string, CheckOptions]>([
  ['steps that are searched', {}],
  ['a step that is given', { method: 'textbook', epsilon: 1e-7 }],
])('ties that no coordinate shows, by %s', (_how, options) => {
  const medianOf = (x: Float64Array) => x.toSorted()[x.length >> 1]!;
  const PRECISIONS = ['float64', 'float32', 'float16'] as const;

  /** What is said of a claim at a median of equal values, beside a smooth parameter; `share`: what each of the equal ones claims of the slope. */
  const verdictOf = async (
    size: number,
    seed: number,
    precision: (typeof PRECISIONS)[number],
    share: (i: number) => number,
  ) => {
    const random = createRandom(seed);
    const weight = 10 ** (2 * random() - 1);
    const theta = new Float64Array(size + 1).fill(Math.round(16 * random() + 1) / 16);
    const layout = layoutOf([{ name: 'x', shape: [size + 1] }]);
    const cost = (x: Float64Array) => weight * medianOf(x.subarray(0, size)) + Math.sin(x[size]!);
    const exact = theta.map((value, i) => (i < size ? weight * share(i) : Math.cos(value)));
    const grad = rounded(exact, precision);
    const problem = { kind: 'function' as const, layout, theta, cost };
    return checkProblem({ problem, grad }, { ...options, seed, gradientPrecision: precision });
  };
  const rounded = (g: Float64Array, precision: (typeof PRECISIONS)[number]) => {
    const unit = { float64: 2 ** -52, float32: 2 ** -23, float16: 2 ** -10 }[precision];
    return g.map((value) => (value === 0 ? 0 : Math.round(value / unit / 2 ** Math.floor(Math.log2(Math.abs(value)))) * unit * 2 ** Math.floor(Math.log2(Math.abs(value))))); // prettier-ignore
  };

  it.each(PRECISIONS)(
    'call zeros and ones wrong, though they may be every slope, in %s',
    async (precision) => {
      for (const size of [3, 5, 7, 9])
        for (const seed of [1, 2, 3])
          for (const share of [() => 0, () => 1]) {
            const report = await verdictOf(size, seed, precision, share);
            expect(report.verdict, `${size}, seed ${seed}: ${report.reason}`).not.toBe('correct');
          }
    },
  );

  it.each(PRECISIONS)('call none of the gradients nearby wrong, in %s', async (precision) => {
    for (const size of [3, 5, 7, 9])
      for (const seed of [1, 2, 3]) {
        const report = await verdictOf(size, seed, precision, (i) => (i === seed % size ? 1 : 0));
        expect(report.verdict, `${size}, seed ${seed}: ${report.reason}`).not.toBe('incorrect');
      }
  });
});

describe('more coordinates at kinks than can be judged together', () => {
  it.each([
    [600, 'correct'],
    [2001, 'inconclusive'],
  ])('leave their tensors unsettled: %d', async (size, verdict) => {
    const report = await checkGradient({
      parameters: { x: new Float64Array(size) },
      cost: ({ x }) => x.reduce((sum, v) => sum + Math.abs(v), 1),
      gradient: { x: new Float64Array(size) },
    });
    expect(report.verdict, report.reason).toBe(verdict);
  });
});
