import { layoutOf } from '@gradproof/flatteners';
import { describe, expect, it } from 'vitest';
import type { FunctionProblem } from '../contract/problem.ts';
import { checkGradient } from './check-gradient.ts';
import { checkProblem } from './check-problem.ts';

// What a finding asks for beside the check itself may have no answer; the verdict stands.

type Point = { sigma: number[] };
const parameters: Point = { sigma: [0.9, 1.6, 2.2, 0.7] };
const data = [1.2, 2.7, 6.9, 0.6];

/** Independent Gaussians, the negative log likelihood by σ > 0. */
const costOf = (sigma: ArrayLike<number>): number =>
  data.reduce((sum, x, i) => sum + (x / sigma[i]!) ** 2 / 2 + Math.log(Math.abs(sigma[i]!)), 0);
const right = ({ sigma }: Point) => ({ sigma: sigma.map((s, i) => -(data[i]! ** 2) / s ** 3 + 1 / s) });
/** By log σ in place of σ. */
const wrong = (at: Point) => ({ sigma: right(at).sigma.map((g, i) => g * at.sigma[i]!) });

/** How far parameters may move, relatively, before J has no value: a step of the search stays within. */
const DOMAIN = 0.15;
const isOutside = ({ sigma }: Point) => sigma.some((s, i) => Math.abs(s / parameters.sigma[i]! - 1) > DOMAIN);
const isZero = ({ sigma }: Point) => sigma.every((s) => s === 0);

const unanswered: readonly [what: string, answer: () => number | Promise<number>][] = [
  ['throws', () => { throw new RangeError('sigma must be positive'); }],
  ['rejects, as a process that was ended does', () => Promise.reject(new Error('gave no answer to cost within 5 s'))],
  ['is NaN', () => NaN],
  ['is infinite', () => Infinity],
]; // prettier-ignore

const places: readonly [where: string, when: (at: Point) => boolean][] = [
  ['at θ = 0', isZero],
  ['outside of a small domain', isOutside],
];

describe.each(places)('a cost that has no value %s', (_where, when) => {
  it.each(unanswered)('and %s there: right is correct, wrong is incorrect', async (_what, answer) => {
    const cost = (at: Point) => (when(at) ? answer() : costOf(at.sigma));
    for (const seed of [0, 1, 2, 3]) {
      const judged = await checkGradient({ parameters, cost, gradient: right }, { seed });
      expect(judged.verdict, `seed ${seed}: ${judged.reason}`).toBe('correct');
      const refused = await checkGradient({ parameters, cost, gradient: wrong }, { seed });
      expect(refused.verdict, `seed ${seed}: ${refused.reason}`).toBe('incorrect');
    }
  });

  it('and whatever computes it is gone from then on: the verdict stands', async () => {
    let isGone = false;
    const cost = (at: Point) => {
      isGone ||= when(at);
      if (isGone) throw new Error('the process is gone');
      return costOf(at.sigma);
    };
    expect((await checkGradient({ parameters, cost, gradient: wrong })).verdict).toBe('incorrect');
  });

  it('nor its batched form', async () => {
    const problem: FunctionProblem = {
      kind: 'function',
      layout: layoutOf([{ name: 'sigma', shape: [4] }]),
      theta: Float64Array.from(parameters.sigma),
      cost: (theta) => {
        if (when({ sigma: Array.from(theta) })) throw new RangeError('sigma must be positive');
        return costOf(theta);
      },
      costs: (points) => Promise.all(points.map(async (theta) => problem.cost(theta))),
    };
    const grad = (of: typeof right) => Float64Array.from(of(parameters).sigma);
    expect((await checkProblem({ problem, grad: grad(right) })).verdict).toBe('correct');
    expect((await checkProblem({ problem, grad: grad(wrong) })).verdict).toBe('incorrect');
  });
});

it.each(unanswered.slice(0, 3))('a gradient function that %s at another θ takes no verdict away', async (_what, answer) => {
  const gradient = async (at: Point) =>
    at.sigma[0] === parameters.sigma[0] ? wrong(at) : { sigma: new Array<number>(4).fill(await answer()) };
  const cost = (at: Point) => costOf(at.sigma);
  expect((await checkGradient({ parameters, cost, gradient })).verdict).toBe('incorrect');
}); // prettier-ignore

it('a gradient at another point is still found where J has no value at θ = 0', async () => {
  const gradient = right(parameters); // of before a step of descent
  const after: Point = { sigma: parameters.sigma.map((s, i) => s - 1e-3 * gradient.sigma[i]!) };
  const cost = (at: Point) => {
    if (isZero(at)) throw new RangeError('sigma must be positive');
    return costOf(at.sigma);
  };
  const report = await checkGradient({ parameters: after, cost, gradient });
  expect(report.verdict).toBe('incorrect');
  expect(report.findings?.map(({ kind }) => kind)).toContain('other-point');
});

it('a check that is aborted at a finding’s own point ends with the signal’s reason', async () => {
  const abort = new AbortController();
  const reason = new Error('enough');
  const cost = (at: Point) => {
    if (isZero(at)) {
      abort.abort(reason);
      throw new RangeError('sigma must be positive');
    }
    return costOf(at.sigma);
  };
  const checked = checkGradient({ parameters, cost, gradient: wrong }, { signal: abort.signal });
  await expect(checked).rejects.toBe(reason);
});

describe('probes that fail, of a cost that throws where only some of the entries are moved', () => {
  const SIZE = 100;
  const point = { w: Array.from({ length: SIZE }, (_, i) => 1 + Math.sin(i) / 2) };
  const cost = ({ w }: typeof point) => {
    const moved = w.filter((value, i) => value !== point.w[i]).length;
    if (moved > 0 && moved < SIZE / 2) throw new RangeError('not by itself');
    return w.reduce((sum, value, i) => sum + value ** 3 / (1 + i), 0);
  };
  const slopes = ({ w }: typeof point) => w.map((value, i) => (3 * value ** 2) / (1 + i));
  const options = { coverage: { kind: 'probe' }, seed: 1 } as const;

  it.each<[what: string, w: number[], diagnosis: string | null]>([
    ['one entry is wrong', slopes(point).with(17, 5), null],
    ['the whole is twice too large', slopes(point).map((g) => 2 * g), 'scale'],
  ])('stay incorrect: %s', async (_what, w, diagnosis) => {
    const report = await checkGradient({ parameters: point, cost, gradient: { w } }, options);
    expect(report.verdict, report.reason).toBe('incorrect');
    expect(report.tensors[0]!.diagnosis?.kind ?? null).toBe(diagnosis);
  });

  it('and stay correct where they pass', async () => {
    const gradient = { w: slopes(point) };
    expect((await checkGradient({ parameters: point, cost, gradient }, options)).verdict).toBe('correct');
  });
});
