import { layoutOf } from '@gradproof/flatteners';
import { describe, expect, it } from 'vitest';
import { checkProblem } from '../check-problem.ts';
import { createRandom } from '../random.ts';
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
  const own = rootMeanSquare(grad.subarray(offset, offset + size));
  grad[place]! += (given.random() < 0.5 ? -part : part) * own;
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
  it('finds one wrong entry among a hundred thousand in fewer than 60 evaluations', async () => {
    const given = made({ size: 100_000, seed: 3 });
    const { grad, place } = withMistake(given, 0, 1);
    const report = await probe({ ...given, grad }, 0);
    expect(placesIn(report, 0)).toEqual([place]);
    expect(report.evaluations).toBeLessThan(60);
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
    ['doubled', (g: number) => 2 * g],
    ['of the wrong sign', (g: number) => -g],
    ['shifted a little', (g: number) => g * 1.001],
    ['zero', () => 0],
  ])('catches a tensor that is %s as a whole, in limited evaluations', async (_what, mistake) => {
    const given = made({ size: 4000, seed: 1 });
    const grad = given.grad.map((g, i) => (i < 2000 ? mistake(g) : g));
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

  it('claims nothing where the noise of J hides any mistake', async () => {
    const given = made({ size: 3000, seed: 1 });
    const random = createRandom(1);
    const { cost } = given.problem;
    const noisy = { ...given.problem, cost: (at: Float64Array) => cost(at) + 1e-3 * random() };
    expect((await probe({ ...given, problem: noisy }, 0)).verdict).toBe('inconclusive');
  });
});
