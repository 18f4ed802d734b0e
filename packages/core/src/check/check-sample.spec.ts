import { layoutOf } from '@gradproof/flatteners';
import { describe, expect, it } from 'vitest';
import { checkProblem } from './check-problem.ts';

const layout = layoutOf([{ name: 'W', shape: [40, 50] }, { name: 'b', shape: [3] }, { name: 'V', shape: [1500] }]); // prettier-ignore
const theta = Float64Array.from({ length: layout.size }, (_, i) => Math.sin(i));
const cost = (at: Float64Array): number => at.reduce((sum, t) => sum + t ** 3 + t, 0);
const grad = theta.map((t) => 3 * t * t + 1);
const problem = { kind: 'function' as const, layout, theta, cost };
const sample = (coordinates: number, wrong = grad, seed = 0, epsilon?: number) =>
  checkProblem(
    { problem, grad: wrong },
    { coverage: { kind: 'sample', coordinates }, seed, ...(epsilon && { epsilon }) },
  );

describe('coverage by a sample', () => {
  it('differentiates so many coordinates, of every tensor, and says that it was a sample', async () => {
    const report = await sample(30);
    expect(report).toMatchObject({ verdict: 'correct', checked: 30, parameters: layout.size });
    expect(report.coverage).toEqual({ kind: 'sample', coordinates: 30 });
    expect(report.reason).toContain('the 30 coordinates that were drawn');
    expect(report.tensors.every(({ errorBound }) => errorBound! > 0)).toBe(true);
  });

  it('names a wrong entry that was drawn by its own place', async () => {
    const wrong = grad.map((g, i) => (i < 2000 ? 2 * g : g));
    const report = await sample(30, wrong);
    expect(report.tensors.map(({ verdict }) => verdict)).toEqual(['incorrect', 'correct', 'correct']);
    const { index, grad: entry } = report.tensors[0]!.worst[0]!;
    expect(entry).toBe(wrong[index[0]! * 50 + index[1]!]);
  });

  it('draws others with another seed, the same with the same', async () => {
    const wrong = grad.map((g) => 2 * g);
    const first = await sample(12, wrong, 1);
    expect((await sample(12, wrong, 1)).tensors).toEqual(first.tensors);
    expect((await sample(12, wrong, 2)).tensors).not.toEqual(first.tensors);
  });

  it('is every coordinate when it is larger', async () => {
    expect((await sample(10_000)).checked).toBe(layout.size);
  });

  it('takes a step that is given, too', async () => {
    expect(await sample(30, grad, 0, 1e-6)).toMatchObject({ verdict: 'correct', epsilon: 1e-6, checked: 30 });
  });

  it('sees entries that are not finite wherever they are', async () => {
    const report = await sample(3, grad.with(1999, NaN));
    expect(report.verdict).toBe('incorrect');
    expect(report.tensors[0]!.diagnosis).toMatchObject({ kind: 'non-finite', index: [39, 49] });
  });

  it.each([
    ['never written', () => 0, { kind: 'zero' }],
    ['of the wrong sign', (g: number) => -g, { kind: 'sign', message: expect.stringContaining('(by the 9 entries that were drawn)') as string }], // prettier-ignore
    ['doubled', (g: number) => 2 * g, { kind: 'scale', name: '2' }],
    ['with an L2 term', (g: number, t: number) => g + 0.3 * t, { kind: 'regularization' }],
    ['nonsense', (g: number) => Math.cos(1e3 * g), null],
  ])(
    'says what explains the entries that it drew of a gradient that is %s',
    async (_what, plant, expected) => {
      const wrong = grad.map((g, i) => (i < 2000 ? plant(g, theta[i]!) : g));
      const [first, ...others] = (await sample(21, wrong)).tensors;
      expect(first!.verdict).toBe('incorrect');
      if (expected === null) expect(first!.diagnosis).toBeNull();
      else expect(first!.diagnosis).toMatchObject(expected);
      expect(others.map(({ diagnosis }) => diagnosis)).toEqual([null, null]);
    },
  );

  it('does not call a gradient correct that its Taylor remainder contradicts', async () => {
    const wrong = grad.map((g, i) => (i === 777 ? g + 100 : g));
    const report = await sample(30, wrong);
    expect(report.verdict).not.toBe('correct');
    expect(report.taylor!.slope).toBeLessThan(1.5);
    expect(report.reason).toContain('Taylor remainder');
  });
});
