import { InputError } from '@gradproof/model';
import { describe, expect, it } from 'vitest';
import type { ProblemDefinition } from '../define/definition.ts';
import { reportToJson } from '../report/report-to-json.ts';
import { checkGradient } from './check-gradient.ts';

type Parameters = { W: number[][]; b: Float64Array; c: number };
const parameters: Parameters = { W: [[0.3, -0.2], [0.5, 0.7]], b: Float64Array.of(0.1, -0.4), c: 1.5 }; // prettier-ignore

/** J = Σ sin(W)·W/2 + Σ b³ + c² + c·W₀₁ */
const cost = ({ W, b, c }: Parameters): number =>
  W.flat().reduce((sum, w) => sum + Math.sin(w) * w * 0.5, 0) +
  b.reduce((sum, v) => sum + v ** 3, 0) +
  c * c +
  c * W[0]![1]!;
const gradient = ({ W, b, c }: Parameters) => ({
  W: W.map((row, i) =>
    row.map((w, j) => 0.5 * (Math.cos(w) * w + Math.sin(w)) + (i === 0 && j === 1 ? c : 0)),
  ),
  b: b.map((v) => 3 * v * v),
  c: 2 * c + W[0]![1]!,
});
const right = gradient(parameters);

describe('checkGradient', () => {
  it('finds a right gradient correct, of a sync cost', async () => {
    const report = await checkGradient({ parameters, cost, gradient });
    expect(report).toMatchObject({ verdict: 'correct', checked: 7, parameters: 7 });
    expect(report.tensors.map(({ name }) => name)).toEqual(['W', 'b', 'c']);
  });

  it('finds it correct of an async cost, and with a gradient given as values', async () => {
    const report = await checkGradient({
      parameters,
      cost: (at) => Promise.resolve(cost(at)),
      gradient: right,
    });
    expect(report.verdict).toBe('correct');
  });

  it.each<[string, typeof right, string]>([
    ['a flipped sign', { ...right, c: -right.c }, 'c'],
    ['a factor 2', { ...right, b: right.b.map((g) => 2 * g) }, 'b'],
    ['a transposed matrix', { ...right, W: [0, 1].map((i) => right.W.map((row) => row[i]!)) }, 'W'],
    ['zeros', { ...right, W: [[0, 0], [0, 0]] }, 'W'], // prettier-ignore
    ['an entry that is off by a hundredth', { ...right, W: [[right.W[0]![0]! * 1.01, right.W[0]![1]!], right.W[1]!] }, 'W'], // prettier-ignore
  ])('catches %s, and names that tensor alone', async (_bug, wrong, tensor) => {
    const report = await checkGradient({ parameters, cost, gradient: wrong });
    expect(report.verdict).toBe('incorrect');
    expect(report.tensors.filter(({ verdict }) => verdict !== 'correct').map(({ name }) => name)).toEqual([
      tensor,
    ]);
    expect(report.reason).toContain(`gradient of ${tensor} is wrong`);
  });

  it('calls NaN in the gradient incorrect, names its place, and writes it as a string', async () => {
    const report = await checkGradient({
      parameters,
      cost,
      gradient: { ...right, b: Float64Array.of(NaN, 1) },
    });
    expect(report.tensors[1]).toMatchObject({
      verdict: 'incorrect',
      diagnosis: { kind: 'non-finite', index: [0] },
    });
    expect(JSON.parse(reportToJson(report))).toMatchObject({ verdict: 'incorrect', difference: 'NaN' });
  });

  it.each([NaN, Infinity])('calls a cost of %d incorrect', async (value) => {
    expect((await checkGradient({ parameters, cost: () => value, gradient })).verdict).toBe('incorrect');
  });

  it('refuses a cost that is no number', async () => {
    const text = (() => 'much') as unknown as () => number;
    await expect(checkGradient({ parameters, cost: text, gradient })).rejects.toThrow(/returned string/);
  });

  it.each([
    [{ epsilon: 0 }, /epsilon is 0/],
    [{ epsilon: NaN }, /epsilon is NaN/],
    [{ epsilon: 1e-20 }, /too small for W\[0,0\]/],
    [{ threshold: -1 }, /threshold is -1/],
    [{ seed: 2 ** 32 }, /seed is/],
  ])('refuses %o', async (options, message) => {
    const checking = checkGradient({ parameters, cost, gradient }, options);
    await expect(checking).rejects.toThrow(InputError);
    await expect(checking).rejects.toThrow(message);
  });

  it('does not call a right gradient wrong where the step is too large, and still catches a wrong one', async () => {
    const options = { epsilon: 0.05 };
    expect((await checkGradient({ parameters, cost, gradient }, options)).verdict).toBe('inconclusive');
    const wrong = { ...right, b: right.b.map((g) => 2 * g) };
    expect((await checkGradient({ parameters, cost, gradient: wrong }, options)).verdict).toBe('incorrect');
  });

  it('says inconclusive where round-off drowns everything', async () => {
    expect((await checkGradient({ parameters, cost, gradient }, { epsilon: 1e-13 })).verdict).toBe(
      'inconclusive',
    );
  });

  it('takes both gradients being zero for agreement, and says so', async () => {
    const report = await checkGradient({ parameters: { a: [1, 2] }, cost: () => 3, gradient: { a: [0, 0] } });
    expect(report).toMatchObject({ verdict: 'correct', difference: 0 });
    expect(report.reason).toMatch(/exactly zero/);
  });

  it('checks Float32Array parameters in float64', async () => {
    const report = await checkGradient({
      parameters: { w: Float32Array.of(0.1, 0.2) },
      cost: ({ w }) => (w as ArrayLike<number>)[0]! ** 2 * (w as ArrayLike<number>)[1]!,
      gradient: ({ w }) => ({ w: [2 * w[0]! * w[1]!, w[0]! ** 2] }),
    });
    expect(report.verdict).toBe('correct');
  });

  it('tells its progress, and stops when aborted', async () => {
    const told: number[] = [];
    await checkGradient({ parameters, cost, gradient }, { onProgress: ({ checked }) => told.push(checked) });
    expect(told.at(-1)).toBe(7);
    const reason = new Error('enough');
    const aborted = checkGradient({ parameters, cost, gradient }, { signal: AbortSignal.abort(reason) });
    await expect(aborted).rejects.toBe(reason);
  });

  const never = (): Promise<never> => new Promise(() => {});
  const square = ({ w }: { w: number }) => w ** 2;
  it.each<[string, ProblemDefinition<{ w: number }>]>([
    ['cost', { parameters: { w: 3 }, cost: never, gradient: { w: 6 } }],
    ['costs', { parameters: { w: 3 }, cost: square, costs: never, gradient: { w: 6 } }],
    ['gradient', { parameters: { w: 3 }, cost: square, gradient: never }],
    ['outputs', { parameters: { w: 3 }, outputs: never, vjp: never }],
    ['jvp', { parameters: { w: 3 }, outputs: square, jvp: never }],
  ])('stops when aborted where %s never answers', async (_name, definition) => {
    const controller = new AbortController();
    const reason = new Error('enough');
    setTimeout(() => controller.abort(reason), 10);
    await expect(checkGradient(definition, { signal: controller.signal })).rejects.toBe(reason);
  });
});
