import { layoutOf } from '@gradproof/flatteners';
import { InputError } from '@gradproof/model';
import { describe, expect, it } from 'vitest';
import { checkGradient } from '../../check/check-gradient.ts';
import { checkProblem } from '../../check/check-problem.ts';
import { numericalGradient } from '../../check/numerical-gradient.ts';
import { CostError } from './cost-error.ts';

const parameters = { W: [[0.5, 0.25], [1, 2]] }; // prettier-ignore
const cost = ({ W }: typeof parameters): number => W.flat().reduce((sum, w) => sum + w * w, 0);
const gradient = ({ W }: typeof parameters) => ({ W: W.map((row) => row.map((w) => 2 * w)) });
const failing = (when: (at: typeof parameters) => boolean) => (at: typeof parameters) => {
  if (when(at)) throw new RangeError('out of the domain');
  return cost(at);
};
const caught = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => null,
    (error: unknown) => error,
  );

describe('a cost that throws', () => {
  it('ends the check with where it threw, the point, and the cause', async () => {
    const broken = failing(({ W }) => W[1]![0]! !== 1 && W[0]![0] === 0.5);
    const error = await caught(checkGradient({ parameters, cost: broken, gradient }));
    expect(error).toBeInstanceOf(CostError);
    expect(error).toBeInstanceOf(InputError);
    const { message, coordinate, theta, cause } = error as CostError;
    expect(message).toMatch(
      /^The cost function threw at W\[1,0\] = 1\.00\d+ \(θ moved by 0\.00\d+\): RangeError: out of the domain$/,
    );
    expect(coordinate).toBe(2);
    expect(theta[2]).toBeGreaterThan(1);
    expect(cause).toBeInstanceOf(RangeError);
  });

  it('at θ itself, or only off it in several parameters, says so', async () => {
    const always = await caught(checkGradient({ parameters, cost: failing(() => true), gradient }));
    expect((always as Error).message).toContain('threw at θ itself');
    const off = failing(({ W }) => W[0]![0] !== 0.5 && W[0]![1] !== 0.25);
    const probed = checkGradient({ parameters, cost: off, gradient }, { coverage: { kind: 'probe' } });
    expect(((await caught(probed)) as Error).message).toMatch(/threw at W\[0,0\] = /);
  });

  it('with a message that is meant for a user adds where, no more', async () => {
    const broken = () => {
      throw new InputError('cost of mine.ts threw RangeError: no weights');
    };
    const error = await caught(checkGradient({ parameters, cost: broken, gradient }));
    expect((error as Error).message).toBe(
      'cost of mine.ts threw RangeError: no weights (evaluated at θ itself)',
    );
  });

  it.each([0, 1, 2, 3])(
    'beside a value of parameter %d that is θ’s own, names it, and the point that was asked for',
    async (coordinate) => {
      const edge = parameters.W.flat()[coordinate]!;
      const broken = failing(({ W }) => W.flat()[coordinate]! !== edge);
      for (const seed of [1, 2, 3, 4]) {
        const error = await caught(checkGradient({ parameters, cost: broken, gradient }, { seed }));
        const { coordinate: named, theta, message } = error as CostError;
        expect(named, `seed ${seed}`).toBe(coordinate);
        expect(theta[coordinate], `seed ${seed}`).not.toBe(edge);
        expect(message, `seed ${seed}`).toContain(
          `W[${coordinate >> 1},${coordinate & 1}] = ${theta[coordinate]}`,
        );
      }
    },
  );

  it.each([0, 1, 2, 3])(
    'beyond a value of parameter %d alone is at the edge of its domain: the other side decides',
    async (k) => {
      const edge = parameters.W.flat()[k]!;
      for (const isBeyond of [(w: number) => w > edge, (w: number) => w < edge]) {
        const broken = failing(({ W }) => isBeyond(W.flat()[k]!));
        const gradapprox = await numericalGradient({ parameters, cost: broken });
        gradapprox.W.flat().forEach((slope, i) =>
          expect(Math.abs(slope - 2 * parameters.W.flat()[i]!)).toBeLessThan(1e-6),
        );
        expect((await checkGradient({ parameters, cost: broken, gradient })).verdict).toBe('correct');
      }
    },
  );

  it('in a batch, is found among its points', async () => {
    const layout = layoutOf([{ name: 'w', shape: [3] }]);
    const broken = (at: Float64Array): number => {
      if (at[1]! !== 2) throw new RangeError('out of the domain');
      return at.reduce((sum, t) => sum + t * t, 0);
    };
    const problem = {
      kind: 'function' as const,
      layout,
      theta: Float64Array.of(1, 2, 3),
      cost: broken,
      costs: (points: readonly Float64Array[]) => points.map(broken),
    };
    const error = await caught(checkProblem({ problem, grad: Float64Array.of(2, 4, 6) }));
    expect((error as Error).message).toMatch(/threw at w\[1\] = (2\.0|1\.9)/);
  });

  it('in a batch that ends whatever computes it, is not blamed on a point', async () => {
    const layout = layoutOf([{ name: 'w', shape: [3] }]);
    const gone = new Error('the process is gone');
    let over = false;
    const cost = (at: Float64Array): number => {
      if (over) throw gone;
      return at.reduce((sum, t) => sum + t * t, 0);
    };
    const costs = (points: readonly Float64Array[]) => {
      over ||= points.some((at) => at[1]! > 2.001);
      return points.map(cost);
    };
    const problem = { kind: 'function' as const, layout, theta: Float64Array.of(1, 2, 3), cost, costs };
    const error = await caught(checkProblem({ problem, grad: Float64Array.of(2, 4, 6) }));
    expect((error as Error).message).toMatch(/threw at one of \d+ points near θ: Error: the process is gone/);
  });

  it('is told the same when it is asynchronous, with a step that is given, and when nothing is checked', async () => {
    const broken = failing(({ W }) => W[0]![1]! !== 0.25 && W[0]![0] === 0.5);
    const later = async (at: typeof parameters) => {
      await Promise.resolve();
      return broken(at);
    };
    for (const begin of [
      () => checkGradient({ parameters, cost: later, gradient }),
      () => checkGradient({ parameters, cost: broken, gradient }, { epsilon: 1e-5 }),
      () => numericalGradient({ parameters, cost: broken }),
    ]) {
      expect(((await caught(begin())) as Error).message).toContain('RangeError: out of the domain');
    }
  });
});
