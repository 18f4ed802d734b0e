import { layoutOf } from '@gradproof/flatteners';
import { describe, expect, it } from 'vitest';
import { blankNetwork } from '../contract/blank-network.fixture.ts';
import type { Coverage, Estimate } from '../contract/coverage.ts';
import type { ResolvedOptions } from '../contract/options.ts';
import { totalWork } from '../differentiate/work-model.ts';
import { checkProblem } from './check-problem.ts';
import { estimateWork } from './estimate-work.ts';

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
  const onEstimate = (given: Estimate) => (estimate = given);
  const options = { coverage, onEstimate };
  const check = { problem, grad: theta.map(Math.exp) };
  const report = await checkProblem(check, epsilon === undefined ? options : { ...options, epsilon });
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
    expect(estimate.probe.evaluations).toBe(28);
  });

  it('is, for increments, from their operations: 10⁹ to 4·10⁹ a second', () => {
    const examples = 50;
    const layered = blankNetwork(
      {
        layers: [
          { units: 200, activation: 'tanh' },
          { units: 10, activation: 'softmax' },
        ],
        cost: 'softmax-cross-entropy',
      },
      100,
      examples,
    );
    const options: ResolvedOptions = {
      method: 'incremental',
      epsilon: 1e-9,
      threshold: 2e-7,
      seed: 0,
      coverage: { kind: 'full' },
      adaptive: false,
      probesSearch: false,
    };
    const estimate = estimateWork(layered, options, { seconds: NaN });
    expect(estimate.evaluations).toBe(2 * layered.layout.size);
    const perSecond = totalWork(layered, 'incremental') / estimate.seconds;
    expect(perSecond).toBeGreaterThan(1e9);
    expect(perSecond).toBeLessThan(4e9);
    // three directions of each of four tensors, both ways, and the control's sixteen coordinates, too
    expect(estimate.probe.evaluations).toBe(4 * 3 * 2 + 16 * 2);
    expect((estimate.probe.evaluations * layered.layout.size * examples) / estimate.probe.seconds / perSecond).toBeCloseTo(1, 12);
    const probed = estimateWork(layered, { ...options, coverage: { kind: 'probe' } }, { seconds: NaN });
    expect(probed).toMatchObject(probed.probe);
  }); // prettier-ignore
});
