import { describe, expect, it } from 'vitest';
import type { Coverage } from '../contract/coverage.ts';
import { checkGradient } from './check-gradient.ts';

const squares = ({ w }: { w: number[] }): number => w.reduce((sum, x) => sum + x * x, 0);
const parameters = { w: [0.1, 0.2, 0.3, 0.4, 0.5] };
const coverages: readonly Coverage[] = [
  { kind: 'full' },
  { kind: 'probe' },
  { kind: 'sample', coordinates: 3 },
];

describe.each(coverages)('what overflows is wrong, by coverage $kind', (coverage) => {
  it.each([1.7e308, 1e308, 1e305])('a gradient of entries %d', async (entry) => {
    const gradient = () => ({ w: parameters.w.map((_, i) => (i % 2 ? -entry : entry)) });
    const report = await checkGradient({ parameters, cost: squares, gradient }, { coverage });
    expect(report.verdict).toBe('incorrect');
    expect(report.reason).toMatch(/^The gradient of w is wrong/);
  });

  it('J at the parameters', async () => {
    const large = { w: [1e200, 0.2, 0.3, 0.4, 0.5] };
    const gradient = ({ w }: typeof large) => ({ w: w.map((x) => 2 * x) });
    const report = await checkGradient({ parameters: large, cost: squares, gradient }, { coverage });
    expect(report.verdict).toBe('incorrect');
    expect(report.reason).toMatch(/^J\(θ\) is Infinity/);
  });

  it('but not what is only large', async () => {
    const cost = (at: typeof parameters) => 1e150 * squares(at);
    const gradient = ({ w }: typeof parameters) => ({ w: w.map((x) => 2e150 * x) });
    const report = await checkGradient({ parameters, cost, gradient }, { coverage });
    expect(report.verdict).toBe('correct');
  });
});
