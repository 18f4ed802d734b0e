import { layoutOf } from '@gradproof/flatteners';
import { describe, expect, it } from 'vitest';
import { checkProblem } from '../check/check-problem.ts';
import { floatFormats, roundToFormat } from '../numerics/float-formats.ts';
import { createRandom } from '../numerics/random.ts';
import type { Report } from '../report/report.ts';

const { fround } = Math;

interface Made {
  readonly size: number;
  readonly seed: number;
  /** Terms computed in float32, summed in float64. */
  readonly single?: boolean;
}

/** J = 1/n Σ (dᵢ²/2 + dᵢ³/10), d = θ − target: half of it W, the rest V, whose gradient is a hundredth. */
const made = ({ size, seed, single = false }: Made) => {
  const random = createRandom(seed + 1000);
  const theta = new Float64Array(size).map(() => 2 * random() - 1);
  const target = new Float64Array(size).map(() => fround(2 * random() - 1));
  const half = size >> 1;
  const weight = (i: number) => (i < half ? 1 : 0.01) / size;
  const exact = (d: number) => d * d * (0.5 + 0.1 * d);
  const rounded = (d: number) => fround(fround(d * d) * fround(0.5 + fround(fround(0.1) * d)));
  const cost = (at: Float64Array): number => {
    let sum = 0;
    for (let i = 0; i < size; i++) {
      const d = at[i]! - target[i]!;
      sum += weight(i) * (single ? rounded(fround(d)) : exact(d));
    }
    return sum;
  };
  const grad = theta.map((t, i) => weight(i) * (t - target[i]! + 0.3 * (t - target[i]!) ** 2));
  const layout = layoutOf([
    { name: 'W', shape: [half] },
    { name: 'V', shape: [size - half] },
  ]);
  return { problem: { kind: 'function' as const, layout, theta, cost }, grad, random };
};

/** The gradient of `made` with this seed at another θ. */
const exactGradient = (theta: Float64Array, seed: number): Float64Array<ArrayBuffer> => {
  const random = createRandom(seed + 1000);
  theta.forEach(() => random());
  return Float64Array.from(theta, (t, i) => {
    const d = t - fround(2 * random() - 1);
    return ((i < theta.length >> 1 ? 1 : 0.01) / theta.length) * (d + 0.3 * d * d);
  });
};

const probe = (
  { problem, grad }: Pick<ReturnType<typeof made>, 'problem' | 'grad'>,
  seed: number,
): Promise<Report> => checkProblem({ problem, grad }, { coverage: { kind: 'probe' }, seed });

const rootMeanSquare = (values: Float64Array): number =>
  Math.sqrt(values.reduce((sum, v) => sum + v * v, 0) / values.length);

/** `part` of the tensor's root mean square added to or taken from one entry. */
const withMistake = (given: ReturnType<typeof made>, tensor: number, part: number) => {
  const { offset, size } = given.problem.layout.tensors[tensor]!;
  const place = offset + Math.floor(given.random() * size);
  const grad = Float64Array.from(given.grad);
  const spread = rootMeanSquare(grad.subarray(offset, offset + size));
  grad[place]! += (given.random() < 0.5 ? -part : part) * spread;
  return { grad, place: place - offset };
};

const placesIn = ({ tensors }: Report, tensor: number): number[] =>
  tensors[tensor]!.worst.map(({ index }) => index[0]!).sort((a, b) => a - b);

// of float32 terms the small tensor's are lost in the rounding of the large one's: its detection limit says so
describe.each([
  ['float64', false, 100, [0, 1]],
  ['float32 inside, summed in float64', true, 25, [0]],
] as const)('probing a cost in %s', (_precision, single, seeds, tensors) => {
  it(`finds one entry that is wrong by 1 % of its tensor’s root mean square, in each of ${seeds} seeds, and nothing else`, async () => {
    for (let seed = 0; seed < seeds; seed++) {
      const given = made({ size: 1000, seed, single });
      const tensor = tensors[seed % tensors.length]!;
      const { grad, place } = withMistake(given, tensor, 0.01);
      const report = await probe({ ...given, grad }, seed);
      expect(report.verdict).toBe('incorrect');
      expect(placesIn(report, tensor)).toEqual([place]);
      expect(report.tensors[1 - tensor]!.verdict).not.toBe('incorrect');
    }
  });

  it(`passes a right gradient in each of ${seeds} seeds`, async () => {
    for (let seed = 0; seed < seeds; seed++) {
      const report = await probe(made({ size: 1000, seed: seed + 5000, single }), seed);
      expect(report.verdict).not.toBe('incorrect');
      expect(report.tensors[0]!.verdict).toBe('correct');
      expect(report.checked).toBe(0);
    }
  });
});

describe('probing', () => {
  it('finds one wrong entry among a hundred thousand in fewer than 90 evaluations', async () => {
    const given = made({ size: 100_000, seed: 3 });
    const { grad, place } = withMistake(given, 0, 1);
    const report = await probe({ ...given, grad }, 0);
    expect(placesIn(report, 0)).toEqual([place]);
    expect(report.evaluations).toBeLessThan(90);
    expect(report.coverage).toMatchObject({ kind: 'probe', probes: 3 });
  });

  it('finds three', async () => {
    for (let seed = 0; seed < 8; seed++) {
      const given = made({ size: 20_000, seed });
      const grad = Float64Array.from(given.grad);
      const places = new Set<number>();
      while (places.size < 3) places.add(Math.floor(given.random() * 10_000));
      for (const place of places) grad[place]! += 1e-2 / 20_000;
      const report = await probe({ ...given, grad }, seed);
      expect(placesIn(report, 0)).toEqual([...places].sort((a, b) => a - b));
      expect(report.evaluations).toBeLessThan(200);
    }
  });

  it.each([
    ['doubled', 'scale', (g: number) => 2 * g],
    ['of the wrong sign', 'sign', (g: number) => -g],
    ['a little too large', 'scale', (g: number) => g * 1.001],
    ['with an L2 term too many', 'regularization', (g: number, t: number) => g + 1e-5 * t],
  ])('says of a tensor that is %s as a whole: %s, in few evaluations', async (_what, kind, mistake) => {
    const given = made({ size: 4000, seed: 1 });
    const { theta } = given.problem;
    const grad = given.grad.map((g, i) => (i < 2000 ? mistake(g, theta[i]!) : g));
    const report = await probe({ ...given, grad }, 0);
    expect(report.tensors.map(({ verdict }) => verdict)).toEqual(['incorrect', 'correct']);
    expect(report.tensors.map(({ diagnosis }) => diagnosis?.kind ?? null)).toEqual([kind, null]);
    expect(report.tensors[0]!.worst.length).toBeGreaterThan(0); // entries that show it
    expect(report.evaluations).toBeLessThan(120);
    const full = await checkProblem({ problem: given.problem, grad }, { seed: 0 });
    expect(Math.abs(report.difference / full.difference - 1)).toBeLessThan(1e-3);
  });

  it.each([
    ['zero', () => 0],
    ['nonsense', (_g: number, i: number) => Math.cos(i * i) / 4000],
  ])('catches a tensor that is %s, in limited evaluations', async (_what, mistake) => {
    const given = made({ size: 4000, seed: 1 });
    const grad = given.grad.map((g, i) => (i < 2000 ? mistake(g, i) : g));
    const report = await probe({ ...given, grad }, 0);
    expect(report.tensors.map(({ verdict }) => verdict)).toEqual(['incorrect', 'correct']);
    expect(report.evaluations).toBeLessThan(1000);
  });

  it('finds a wrong entry beside parameters that are almost 0, whose own size says nothing', async () => {
    const given = made({ size: 1000, seed: 5, single: true });
    for (let i = 0; i < 500; i += 2) given.problem.theta[i]! *= 1e-6;
    const grad = exactGradient(given.problem.theta, 5);
    grad[251]! += 0.03 / 1000;
    const report = await probe({ ...given, grad }, 0);
    expect(placesIn(report, 0)).toEqual([251]);
  });

  it.each([1e-250, 1e200, 1e300])('works for costs of about %d', async (size) => {
    const given = made({ size: 600, seed: 1 });
    const { cost } = given.problem;
    const scaled = { ...given.problem, cost: (at: Float64Array) => size * cost(at) };
    const grad = given.grad.map((g) => size * g);
    expect((await probe({ problem: scaled, grad }, 0)).verdict).toBe('correct');
    const wrong = grad.with(70, grad[70]! + size / 600);
    expect(placesIn(await probe({ problem: scaled, grad: wrong }, 0), 0)).toEqual([70]);
  });

  it('is the same for the same seed', async () => {
    const given = made({ size: 3000, seed: 1 });
    const [first, second] = [await probe(given, 7), await probe(given, 7)];
    expect({ ...first, seconds: 0 }).toEqual({ ...second, seconds: 0 });
  });

  it('differentiates the entries of tensors that are too small to probe', async () => {
    const layout = layoutOf([{ name: 'a', shape: [2] }, { name: 'b', shape: [] }]); // prettier-ignore
    const problem = { kind: 'function' as const, layout, theta: Float64Array.of(1, 2, 3), cost: (at: Float64Array) => at.reduce((sum, t) => sum + t ** 3, 0) }; // prettier-ignore
    expect((await probe({ problem, grad: Float64Array.of(3, 12, 27) }, 0)).verdict).toBe('correct');
    const report = await probe({ problem, grad: Float64Array.of(3, 12.5, 27) }, 0);
    expect(report.tensors.map(({ verdict }) => verdict)).toEqual(['incorrect', 'correct']);
    expect(report.tensors[0]!.worst[0]).toMatchObject({ index: [1], grad: 12.5 });
  });

  it('sees entries that are not finite, and a cost that is not', async () => {
    const given = made({ size: 3000, seed: 1 });
    const report = await probe({ ...given, grad: given.grad.with(7, NaN) }, 0);
    expect(report.tensors[0]).toMatchObject({
      verdict: 'incorrect',
      diagnosis: { kind: 'non-finite', index: [7] },
    });
    expect(report.tensors[1]!.verdict).toBe('correct');
    const broken = { ...given, problem: { ...given.problem, cost: () => NaN } };
    expect((await probe(broken, 0)).verdict).toBe('incorrect');
  });

  it('lists the entries that it found as the likely mistake, once they are all', async () => {
    const given = made({ size: 3000, seed: 1 });
    const grad = given.grad.with(7, 1).with(300, -2);
    const report = await probe({ ...given, grad }, 0);
    expect(report.tensors[0]!.diagnosis).toMatchObject({
      kind: 'entries',
      count: 2,
      entries: [
        { index: [300], grad: -2 },
        { index: [7], grad: 1 },
      ],
      message: expect.stringMatching(/the other 1498 right/) as string,
    });
    expect(report.tensors[1]!.diagnosis).toBeNull();
    const many = given.grad.map((g, i) => (i < 100 ? -g : g));
    expect((await probe({ ...given, grad: many }, 0)).tensors[0]).toMatchObject({
      verdict: 'incorrect',
      diagnosis: null,
    });
  });

  it('says that a gradient was never written', async () => {
    const given = made({ size: 3000, seed: 1 });
    const report = await probe({ ...given, grad: given.grad.map((g, i) => (i < 1500 ? 0 : g)) }, 0);
    expect(report.tensors.map(({ diagnosis }) => diagnosis?.kind ?? null)).toEqual(['zero', null]);
  });

  it('takes a gradient that is 0 to round-off for 0', async () => {
    const given = made({ size: 600, seed: 1 });
    const { cost } = given.problem;
    const [W] = given.problem.layout.tensors;
    const flat = {
      ...given.problem,
      cost: (at: Float64Array) => cost(at.map((t, i) => (i < W!.size ? t : 0))),
    }; // V does nothing
    const grad = given.grad.map((g, i) => (i < W!.size ? g : 1e-18 * Math.cos(i)));
    const report = await probe({ problem: flat, grad }, 0);
    expect(report.tensors.map(({ verdict }) => verdict)).toEqual(['correct', 'correct']);
  });

  it('lets no uncertain entry hide a wrong one beside it', async () => {
    const random = createRandom(4);
    const layout = layoutOf([{ name: 'w', shape: [2] }]);
    const theta = Float64Array.of(1e-7, 1);
    const wave = (t: number) => 1e-7 * Math.sin(1e7 * t); // bends so soon that the noise of J is large beside it
    const cost = ([small, large]: Float64Array) => wave(small!) + large! ** 2 + 1e-10 * random();
    const problem = { kind: 'function' as const, layout, theta, cost };
    const right = Float64Array.of(Math.cos(1), 2);
    expect((await probe({ problem, grad: right }, 0)).verdict).not.toBe('incorrect');
    const report = await probe({ problem, grad: right.with(1, 2.0002) }, 0);
    expect(report).toMatchObject({ verdict: 'incorrect' });
    expect(report.tensors[0]!.errorBound!).toBeGreaterThan(0.0002);
  });

  it('does not call the entries that it finds above the noise all that is wrong', async () => {
    const size = 400;
    const layout = layoutOf([{ name: 'w', shape: [size] }]);
    for (let seed = 0; seed < 10; seed++) {
      const random = createRandom(seed);
      const theta = new Float64Array(size).map(() => 0.5 + random());
      const weight = (i: number) => (i < 4 ? 1 : 1e-4);
      const cost = (at: Float64Array) => at.reduce((sum, t, i) => sum + weight(i) * t * t, 1e-2 * random());
      const problem = { kind: 'function' as const, layout, theta, cost };
      const report = await probe(
        { problem, grad: theta.map((t, i) => weight(i) * t * [9, -4, 3, -1][i % 4]!) },
        seed,
      );
      expect(report.verdict).toBe('incorrect');
      expect(report.tensors[0]!.diagnosis).toBeNull();
    }
  });

  it('claims nothing where the noise of J hides any mistake', async () => {
    const given = made({ size: 3000, seed: 1 });
    const random = createRandom(1);
    const { cost } = given.problem;
    const noisy = { ...given.problem, cost: (at: Float64Array) => cost(at) + 1e-3 * random() };
    expect((await probe({ ...given, problem: noisy }, 0)).verdict).toBe('inconclusive');
  });
});

describe('what probes call correct', () => {
  it.each([{ single: false }, { single: true }])(
    'is within the threshold, or within what the noise of J allows, which the report says: %o',
    async (precision) => {
      for (let seed = 0; seed < 5; seed++) {
        const report = await probe(made({ size: 3000, seed, ...precision }), seed);
        expect(report, `seed ${seed}`).toMatchObject({ verdict: 'correct', threshold: 2e-7 });
        expect(report.difference > 2e-7, `seed ${seed}`).toBe(precision.single);
        expect(/above the threshold, but/.test(report.reason), `seed ${seed}`).toBe(precision.single);
        expect(report.findings!.map(({ kind }) => kind)).toEqual(precision.single ? ['low-precision'] : []);
      }
    },
  );

  it('takes the threshold as it is given: it decides of an error that J shows, and moves the limit', async () => {
    const { problem, grad } = made({ size: 3000, seed: 1 });
    const wrong = grad.map((g) => 1.00001 * g);
    const check = (threshold: number) =>
      checkProblem({ problem, grad: wrong }, { coverage: { kind: 'probe' }, threshold });
    const [loose, strict] = [await check(1e-4), await check(1e-9)];
    expect([loose.verdict, strict.verdict]).toEqual(['correct', 'incorrect']);
    expect([loose.threshold, strict.threshold]).toEqual([1e-4, 1e-9]);
    expect(loose.tensors[0]!.detectionLimit!.norm).toBeGreaterThan(
      100 * strict.tensors[0]!.detectionLimit!.norm,
    );
  });
});

describe('probing with a step that is given', () => {
  const given = made({ size: 4000, seed: 5 });
  const check = (grad: Float64Array, epsilon: number) =>
    checkProblem({ problem: given.problem, grad }, { coverage: { kind: 'probe' }, epsilon });

  it('takes it, and passes a right gradient', async () => {
    for (const epsilon of [1e-7, 1e-6, 1e-5])
      expect(await check(given.grad, epsilon)).toMatchObject({ verdict: 'correct', epsilon });
  });

  it('finds one wrong entry, and nothing else', async () => {
    const { grad, place } = withMistake(given, 0, 0.5);
    const report = await check(grad, 1e-5);
    expect(report.verdict).toBe('incorrect');
    expect([placesIn(report, 0), placesIn(report, 1)]).toEqual([[place], []]);
  });

  it('claims nothing where the step is too large for the threshold, or so small that noise rules', async () => {
    for (const epsilon of [0.3, 1e-12])
      expect((await check(given.grad, epsilon)).verdict, String(epsilon)).toBe('inconclusive');
  });
});

describe('probing at kinks', () => {
  const SIZE = 1000;
  const layout = layoutOf([{ name: 'w', shape: [SIZE] }]);
  const random = createRandom(1);
  const smooth = (theta: Float64Array): number => theta.reduce((sum, t) => sum + t * t * (0.5 + t / 10), 0);
  const slopeOf = (t: number): number => t + 0.3 * t * t;
  const anywhere = new Float64Array(SIZE).map(() => 2 * random() - 1);
  const bent = (at: readonly number[], theta = anywhere) => ({
    kind: 'function' as const,
    layout,
    theta: theta.map((t, i) => (at.includes(i) ? 0 : t)),
    cost: (point: Float64Array) => smooth(point) + at.reduce((sum, i) => sum + Math.abs(point[i]!), 0),
  });
  const check = (problem: ReturnType<typeof bent>, grad: Float64Array, seed = 3) =>
    checkProblem({ problem, grad }, { coverage: { kind: 'probe' }, seed });

  it.each([-1, 0, 0.5, 1])(
    'any gradient between the two slopes is right: %d of −1 … 1, and the report names the coordinate',
    async (entry) => {
      const problem = bent([7]);
      const report = await check(problem, problem.theta.map(slopeOf).with(7, entry));
      expect(report).toMatchObject({ verdict: 'correct', kinks: { oneSided: 1 } });
      expect(report.kinks.coordinates[0]).toMatchObject({ tensor: 'w', index: [7] });
      expect(report.findings!.map(({ kind }) => kind)).toEqual(['kinks']);
      expect(report.evaluations).toBeLessThan(200);
    },
  );

  it('one beyond them is wrong, and found beside others', async () => {
    const problem = bent([7, 900, 11]);
    const grad = problem.theta.map(slopeOf);
    expect((await check(problem, grad)).verdict).toBe('correct');
    const report = await check(problem, grad.with(7, 1.2).with(500, grad[500]! + 0.1));
    expect(placesIn(report, 0)).toEqual([7, 500]);
  });

  it('one beyond them by no more than the rounding of its precision is right', async () => {
    const problem = bent([7]);
    const half = (g: number) => roundToFormat(g, floatFormats.float16);
    const grad = problem.theta.map((t) => half(slopeOf(t)));
    const ofHalf = (entry: number) =>
      checkProblem(
        { problem, grad: grad.with(7, entry), gradientPrecision: { precision: 'float16', known: 'type' } },
        { coverage: { kind: 'probe' }, seed: 3 },
      );
    expect((await ofHalf(half(1.001))).verdict).toBe('correct');
    expect(placesIn(await ofHalf(half(1.1)), 0)).toEqual([7]);
  });

  it('says nothing of a gradient where there are too many of them, whatever their signs', async () => {
    const many = Array.from({ length: SIZE / 2 }, (_, k) => 2 * k);
    const problem = bent(many);
    const grad = problem.theta.map(slopeOf);
    const report = await check(problem, grad);
    expect(report).toMatchObject({ verdict: 'inconclusive', reason: expect.stringContaining('kinks') as string }); // prettier-ignore
    const both = { ...problem, cost: (point: Float64Array) => smooth(point) + many.reduce((sum, i) => sum + (i % 4 ? -1 : 1) * Math.abs(point[i]!), 0) }; // prettier-ignore
    const upper = grad.map((g, i) => (i % 2 === 0 ? 1 : g)); // a valid subgradient, beyond what the kinks add up to
    expect((await check(both, upper)).verdict).toBe('inconclusive');
    expect((await check(both, upper.map((g) => -g))).verdict).toBe('incorrect'); // prettier-ignore
  });

  it('is not disturbed by those beside θ', async () => {
    const problem = { ...bent([]), cost: (point: Float64Array) => smooth(point) + point.reduce((sum, t) => sum + Math.abs(t), 0) }; // prettier-ignore
    const grad = problem.theta.map((t) => slopeOf(t) + Math.sign(t));
    expect((await check(problem, grad)).verdict).toBe('correct');
    expect(placesIn(await check(problem, grad.with(123, -grad[123]!)), 0)).toEqual([123]);
  });

  it('says that the cost is not finite beside θ', async () => {
    const problem = { ...bent([]), cost: (point: Float64Array) => smooth(point) + Math.sqrt(-Math.abs(point[5]! - anywhere[5]!)) }; // prettier-ignore
    const report = await check(problem, problem.theta.map(slopeOf));
    expect(report.verdict).toBe('inconclusive');
    expect(report.reason).toContain('not finite however little w is moved');
  });
});
