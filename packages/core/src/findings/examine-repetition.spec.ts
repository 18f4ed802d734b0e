import { describe, expect, it } from 'vitest';
import { examineRepetition } from './examine-repetition.ts';

/** What is found where J(θ) was the first two of these, and is the others from then on. */
const repeated = (first: number, second: number, ...later: readonly number[]) => {
  const values = [...later];
  const costs = () => Promise.resolve([values.shift()!]);
  return examineRepetition(costs, Float64Array.of(1), first, second);
};

describe('J(θ), evaluated again', () => {
  it('has no spread where it is the same', async () => {
    expect(await repeated(0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1)).toEqual({
      spread: 0,
      finding: null,
      evaluations: 7,
    });
  });

  it('has a standard deviation', async () => {
    const { spread } = await repeated(2, 4, 2, 4, 2, 4, 2, 4, 3); // Σ(x − 3)² = 8, of nine
    expect(spread).toBeCloseTo(Math.sqrt(8 / (9 - 1)), 14);
  });

  it.each<readonly [string, readonly number[], string]>([
    ['it rises', [1, 2, 3, 4, 5, 6, 7, 8, 9], 'keeps-state'],
    ['it falls', [9, 8, 7, 6, 5, 4, 3, 2, 1], 'keeps-state'],
    ['it is another from the third time on', [1, 2, 3, 3, 3, 3, 3, 3, 3], 'keeps-state'],
    ['it rises, but once stays the same', [1, 2, 3, 4, 4, 5, 6, 7, 8], 'not-deterministic'],
    ['it falls, but once stays the same', [9, 8, 7, 6, 6, 5, 4, 3, 2], 'not-deterministic'],
    ['it is up and down', [1, 2, 1, 2, 2, 1, 2, 1, 1], 'not-deterministic'],
  ])('where %s', async (_what, [first, second, ...later], kind) => {
    const { finding } = await repeated(first!, second!, ...later);
    expect(finding).toMatchObject({ kind });
  });

  it('is told with what it was', async () => {
    const { finding } = await repeated(1, 1.5, 1.5, 1.5, 1.5, 1.5, 1.5, 1.5, 1.5);
    expect(finding!.message).toContain('J(θ) was 1, and 1.5 after it had been evaluated elsewhere');
    expect(finding!.message).toContain('a noise of 1.7e-1'); // one of nine is ½ off: ½·√(8/9/8)
  });
});
