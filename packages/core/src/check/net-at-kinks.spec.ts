import { describe, expect, it } from 'vitest';
import type { CheckOptions } from '../contract/options.ts';
import { checkProblem } from './check-problem.ts';
import { netAtKinks } from './net-at-kinks.fixture.ts';

const SEEDS = Array.from({ length: 12 }, (_, seed) => seed);
const LEAKS = [0, 0.01] as const;

const METHODS: Record<string, CheckOptions> = {
  'every entry': {},
  'a sample': { coverage: { kind: 'sample', coordinates: 12 } },
  probes: { coverage: { kind: 'probe' } },
  'a given step': { method: 'textbook', epsilon: 1e-7 },
};

describe.each(LEAKS)('a net that computes in float32 and stands at its kinks, slope %f below 0', (leak) => {
  it.each(Object.entries(METHODS))('its gradient is never called wrong, by %s', async (_name, options) => {
    for (const seed of SEEDS) {
      const { problem, gradient } = netAtKinks({ seed, leak, round: Math.fround });
      const { verdict, reason } = await checkProblem({ problem, grad: gradient }, { ...options, seed });
      expect(verdict, `seed ${seed}: ${reason}`).not.toBe('incorrect');
    }
  });

  it('the last layer’s mistakes are found, where J has one slope', async () => {
    for (const seed of SEEDS.slice(0, 6)) {
      const { problem, gradient } = netAtKinks({ seed, leak, round: Math.fround });
      const { offset } = problem.layout.tensors.at(-1)!; // b3: 0, and no unit after it
      for (const factor of [-1, 1.1]) {
        const grad = gradient.with(offset, factor * gradient[offset]!);
        const { tensors } = await checkProblem({ problem, grad }, { seed });
        expect(tensors.at(-1)!.verdict, `seed ${seed}, ${factor}`).toBe('incorrect');
      }
    }
  });
});
