import { layoutOf } from '@gradproof/flatteners';
import { describe, expect, it } from 'vitest';
import type { Coverage, Estimate } from '../contract/coverage.ts';
import { checkProblem } from './check-problem.ts';

const layout = layoutOf([{ name: 'W', shape: [200] }, { name: 'V', shape: [100] }]); // prettier-ignore
const theta = Float64Array.from({ length: 300 }, (_, i) => 1 + Math.sin(i));
const problem = {
  kind: 'function' as const,
  layout,
  theta,
  cost: (at: Float64Array) => at.reduce((sum, t) => sum + Math.exp(t), 0),
};

const told = async (coverage: Coverage, epsilon?: number) => {
  let estimate: Estimate | undefined;
  const onEstimate = (told: Estimate) => (estimate = told);
  const options = { coverage, onEstimate, ...(epsilon && { epsilon }) };
  const report = await checkProblem({ problem, grad: theta.map(Math.exp) }, options);
  return { estimate: estimate!, report };
};

describe('the estimate of what a check takes', () => {
  it.each<[Coverage, number | undefined]>([
    [{ kind: 'full' }, undefined],
    [{ kind: 'full' }, 1e-6],
    [{ kind: 'sample', coordinates: 50 }, undefined],
    [{ kind: 'probe' }, undefined],
  ])('is about what it does take: %o, epsilon %s', async (coverage, epsilon) => {
    const { estimate, report } = await told(coverage, epsilon);
    const beside = 100; // the noise of J and the Taylor remainder
    expect(report.evaluations).toBeGreaterThanOrEqual(estimate.evaluations);
    expect(report.evaluations).toBeLessThan(1.5 * estimate.evaluations + beside);
    expect(estimate.seconds).toBeGreaterThan(0);
    expect(estimate.probe.evaluations).toBe(20);
  });
});
