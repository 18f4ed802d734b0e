import {
  type Baseline,
  type Check,
  type Engine,
  type Evaluator,
  measureBaseline,
} from '@gradproof/core/fleet';
import type { CheckSpec } from '../schemas/check-spec.ts';
import { createDisposingCache } from './disposing-cache.ts';
import { resolvedOf } from './resolved-of.ts';

/** A problem out of the store, ready to be differentiated. */
export interface PreparedProblem {
  readonly check: Check;
  /** J(θ), its noise and the control. */
  readonly baselineOf: (signal?: AbortSignal) => Promise<Baseline>;
  readonly evaluator: Evaluator;
}

/** Reads a problem by its hash. */
export type ReadProblem = (hash: string) => Promise<Check>;

/** The problems that were used last, prepared: reading and preparing one again would cost more than a run. */
export interface PreparedProblems {
  /** Calls `use` with the prepared problem, which is kept at least until it ends. */
  readonly use: <Result>(
    spec: CheckSpec,
    use: (prepared: PreparedProblem) => Promise<Result>,
  ) => Promise<Result>;
  readonly dispose: () => Promise<void>;
}

/** Numbers in memory besides the vectors, per unit and example: activations and tables. */
const TABLES = 6;

/** Bytes of every prepared problem besides, however small: 80 KB were measured over 1,000 problems of 24 parameters. */
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

/**
 * Keeps the problems used last, prepared, by hash and method.
 *
 * @param read Reads a problem that isn't kept.
 * @param limit Bytes of all problems kept; a single one may need more.
 */
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
          baselineOf: (signal) => measureBaseline(check.problem, resolvedOf(spec), signal),
        }),
      ),
    dispose,
  };
};
