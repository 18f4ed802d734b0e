import { layoutOf } from '@gradproof/flatteners';
import { InputError } from '@gradproof/model';
import { describe, expect, it } from 'vitest';
import type { CheckOptions } from '../contract/options.ts';
import { checkProblem } from './check-problem.ts';

/** Two shards: a check is cut into blocks of 1,024. */
const SIZE = 1025;

/** J = Σ f(θᵢ) with the slope f′ as its gradient. */
const separable = (theta: Float64Array, f: (t: number) => number, slope: (t: number) => number) => ({
  problem: {
    kind: 'function' as const,
    layout: layoutOf([{ name: 'W1', shape: [theta.length] }]),
    theta,
    cost: (at: Float64Array) => at.reduce((sum, t) => sum + f(t), 0),
  },
  grad: theta.map(slope),
});
const squares = (theta: Float64Array) => separable(theta, (t) => t * t, (t) => 2 * t); // prettier-ignore
const ramp = Float64Array.from({ length: SIZE }, (_, i) => i / SIZE);

describe('a check of many shards', () => {
  it('tells its progress after each, up to P', async () => {
    const told: number[] = [];
    await checkProblem(squares(ramp), { onProgress: ({ checked }) => told.push(checked) });
    expect(told).toEqual([1024, SIZE]);
  });

  it('stops between shards when it is aborted, with the reason given', async () => {
    const controller = new AbortController();
    const reason = new Error('seen enough');
    const told: number[] = [];
    const options: CheckOptions = {
      signal: controller.signal,
      onProgress: ({ checked }) => {
        told.push(checked);
        controller.abort(reason);
      },
    };
    await expect(checkProblem(squares(ramp), options)).rejects.toBe(reason);
    expect(told).toEqual([1024]);
  });

  it('stops within a shard when it is aborted', async () => {
    const controller = new AbortController();
    const reason = new Error('seen enough');
    const check = squares(Float64Array.of(1, 2, 3));
    const NOISE = 41; // evaluations that its estimate takes; 6 would follow
    let evaluations = 0;
    const slow = async (theta: Float64Array): Promise<number> => {
      evaluations++;
      if (evaluations > NOISE) await new Promise((resume) => setTimeout(resume, 35)); // longer than the loop may be held
      if (evaluations === NOISE + 2) controller.abort(reason);
      return check.problem.cost(theta);
    };
    const checking = checkProblem(
      { ...check, problem: { ...check.problem, cost: slow } },
      { signal: controller.signal },
    );
    await expect(checking).rejects.toBe(reason);
    expect(evaluations).toBe(NOISE + 2);
  });
});

describe('a kink hidden in the cost', () => {
  const epsilon = 1e-5;
  const relu = (t: number) => Math.max(t, 0);
  const step = (t: number) => (t > 0 ? 1 : 0);

  it.each([-0.9, -0.6, -0.3, 0.3, 0.6, 0.9])(
    'at %d ε from θ is not called a mistake of the gradient',
    async (distance) => {
      const report = await checkProblem(separable(Float64Array.of(distance * epsilon, 2), relu, step), {
        epsilon,
      });
      expect(report.verdict).toBe('inconclusive');
    },
  );

  it('beyond the step changes nothing', async () => {
    const report = await checkProblem(separable(Float64Array.of(-3 * epsilon, 2), relu, step), { epsilon });
    expect(report.verdict).toBe('correct');
  });
});

describe('a check that cannot be made is refused', () => {
  const right = squares(Float64Array.of(1, 2));

  it.each([
    ['a parameter that is NaN', squares(Float64Array.of(1, NaN)), {}, 'W1[1] is NaN; parameters must be finite'],
    ['a gradient of another length', { ...right, grad: new Float64Array(3) }, {}, 'The gradient has 3 entries'],
    ['the cost of another model', { ...right, costValue: 10 }, {}, 'costValue is 10, but the model described has J(θ) = 5'],
    ['a method that functions do not have', right, { method: 'incremental' as const }, 'needs a layered network'],
    ['a step that is lost', squares(Float64Array.of(1, 2 ** 40)), { epsilon: 1e-7 }, 'too small for W1[1]'],
  ])('%s', async (_what, check, options, message) => {
    await expect(checkProblem(check, options)).rejects.toThrow(InputError);
    await expect(checkProblem(check, options)).rejects.toThrow(message);
  }); // prettier-ignore

  it('but a costValue that agrees to 1e-6 is ours', async () => {
    expect((await checkProblem({ ...right, costValue: 5 * (1 + 9e-7) })).verdict).toBe('correct');
  });
});
