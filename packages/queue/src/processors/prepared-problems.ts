import { groundOf, type Check, type Engine, type Evaluator, type Ground } from '@gradproof/core';
import type { CheckSpec } from '../schemas/check-spec.ts';
import { createDisposingCache } from './disposing-cache.ts';
import { resolvedOf } from './resolved-of.ts';

/** A problem out of the store, ready to be differentiated. */
export interface PreparedProblem {
  readonly check: Check;
  /** What its numerical gradient stands on. */
  readonly groundOf: (signal?: AbortSignal) => Promise<Ground>;
  readonly evaluator: Evaluator;
}

/** Reads a problem by its hash. */
export type ReadProblem = (hash: string) => Promise<Check>;

/** What a worker keeps of the problems that it met last: reading and preparing again would cost more than a run. */
export interface PreparedProblems {
  /** Calls `use` with the prepared problem, which is kept at least until it ends. */
  readonly use: <Result>(
    spec: CheckSpec,
    use: (prepared: PreparedProblem) => Promise<Result>,
  ) => Promise<Result>;
  readonly dispose: () => Promise<void>;
}

/** What lies in memory beside the vectors themselves: activations and tables, a few numbers a unit and example. */
const TABLES = 6;

/** What every prepared problem holds besides, however small it is: 80 KB were measured over 1,000 of 24 parameters. */
const LEAST_BYTES = 2 ** 17;

/** About how many bytes a prepared problem holds. */
export const bytesOf = ({ problem, grad }: Check): number => {
  if (problem.kind === 'function') return LEAST_BYTES + 8 * (problem.theta.length + grad.length);
  const { network, theta, X, Y } = problem;
  const units = network.layers.reduce((sum, layer) => sum + layer.units, 0);
  return (
    LEAST_BYTES +
    8 * (theta.length + grad.length + X.data.length + Y.data.length + TABLES * units * X.shape[1]!)
  );
};

/** Keeps the problems used last within `limit` bytes (a single one may need more), by hash and method. */
export const createPreparedProblems = (
  read: ReadProblem,
  engine: Engine,
  limit: number,
): PreparedProblems => {
  const { use, dispose } = createDisposingCache<CheckSpec, Pick<PreparedProblem, 'check' | 'evaluator'>>(
    {
      nameOf: ({ problem, method }) => `${method} ${problem}`,
      make: async ({ problem, method }) => {
        const check = await read(problem);
        return { check, evaluator: await engine.prepare(check.problem, method) };
      },
      bytesOf: ({ check }) => bytesOf(check),
      dispose: ({ evaluator }) => evaluator.dispose(),
    },
    limit,
  );
  return {
    use: (spec, usePrepared) =>
      use(spec, ({ check, evaluator }) =>
        usePrepared({
          check,
          evaluator,
          groundOf: (signal) => groundOf(check.problem, resolvedOf(spec), signal),
        }),
      ),
    dispose,
  };
};
