import { type CheckOptions, checkProblem, type Engine, type Method } from '@gradproof/core';
import { layoutOf } from '@gradproof/flatteners';
import { describe, expect, it } from 'vitest';

/** A cost with its gradient in closed form, at a point. */
interface KnownFunction {
  readonly theta: readonly number[];
  readonly cost: (theta: Float64Array) => number;
  readonly gradient: (theta: Float64Array) => Float64Array;
}

const functions: Readonly<Record<string, KnownFunction>> = {
  'a sum of sines': {
    theta: [0.1, -1.3, 2.2],
    cost: (theta) => theta.reduce((sum, t) => sum + Math.sin(t), 0),
    gradient: (theta) => theta.map(Math.cos),
  },
  'the exponential of a product': {
    theta: [0.5, -0.25],
    cost: ([x, y]) => Math.exp(x! * y!),
    gradient: ([x, y]) => Float64Array.of(y! * Math.exp(x! * y!), x! * Math.exp(x! * y!)),
  },
  "Rosenbrock's valley": {
    theta: [-1.2, 1],
    cost: ([x, y]) => (1 - x!) ** 2 + 100 * (y! - x! * x!) ** 2,
    gradient: ([x, y]) => Float64Array.of(-2 * (1 - x!) - 400 * x! * (y! - x! * x!), 200 * (y! - x! * x!)),
  },
  'a quadratic at its minimum, where the gradient is zero': {
    theta: [0, 0],
    cost: ([x, y]) => 3 * x! * x! + y! * y!,
    gradient: () => Float64Array.of(0, 0),
  },
};

/** What an engine that takes functions must do with them; nothing for the others. */
export const testFunctions = (createEngine: () => Engine, method: Method): void => {
  describe(`functions, ${method}`, async () => {
    const { problems } = await createEngine().describe();
    const can = problems.includes('function') && method === 'textbook';
    const check = (
      { theta, cost }: KnownFunction,
      grad: Float64Array,
      wrapped: (theta: Float64Array) => number | Promise<number> = cost,
      options: Pick<CheckOptions, 'epsilon'> = {},
    ) => {
      const layout = layoutOf([{ name: 'theta', shape: [theta.length] }]);
      const problem = { kind: 'function' as const, layout, theta: Float64Array.from(theta), cost: wrapped };
      return checkProblem({ problem, grad }, { engine: createEngine(), method, ...options });
    };
    const refusal = 'says that it takes no functions';
    if (!can) {
      it(refusal, async () => {
        const [known] = Object.values(functions);
        await expect(check(known!, known!.gradient(Float64Array.from(known!.theta)))).rejects.toThrow(
          'function',
        );
      });
      return;
    }

    it.each(Object.entries(functions))('finds the known derivative of %s', async (_name, known) => {
      const report = await check(known, known.gradient(Float64Array.from(known.theta)));
      expect(report.verdict).toBe('correct');
    });

    it.each(Object.entries(functions))(
      'finds it with a step that is given, too: %s',
      async (_name, known) => {
        const grad = known.gradient(Float64Array.from(known.theta));
        expect((await check(known, grad, known.cost, { epsilon: 1e-6 })).verdict).toBe('correct');
      },
    );

    it('takes a step so short that the cost stays finite, where there is one', async () => {
      const known = functions['a sum of sines']!;
      const grad = known.gradient(Float64Array.from(known.theta));
      const edged = (theta: Float64Array) => (theta[1]! > -1.3 + 1e-3 ? NaN : known.cost(theta));
      expect((await check(known, grad, edged)).verdict).toBe('correct');
    });

    it.each(Object.entries(functions).slice(0, 3))(
      'catches a wrong derivative of %s',
      async (_name, known) => {
        const wrong = known.gradient(Float64Array.from(known.theta));
        wrong[0]! += 1e-3;
        expect((await check(known, wrong)).verdict).toBe('incorrect');
      },
    );

    it('awaits a cost that takes its time', async () => {
      const known = functions['a sum of sines']!;
      const grad = known.gradient(Float64Array.from(known.theta));
      expect((await check(known, grad, (theta) => Promise.resolve(known.cost(theta)))).verdict).toBe(
        'correct',
      );
    });

    it('passes on what the cost throws', async () => {
      const known = functions['a sum of sines']!;
      const broken = () => {
        throw new RangeError('out of the domain');
      };
      await expect(check(known, new Float64Array(3), broken)).rejects.toThrow('out of the domain');
    });

    it('names the coordinate and side where the cost is not finite', async () => {
      const known = functions['a sum of sines']!;
      const grad = known.gradient(Float64Array.from(known.theta));
      const broken = (theta: Float64Array) => (theta[1]! > -1.3 + 0.9e-7 ? NaN : known.cost(theta));
      const report = await check(known, grad, broken, { epsilon: 1e-7 });
      expect(report.verdict).toBe('inconclusive');
      expect(report.reason).toContain('added to theta[1]');
    });
  });
};
