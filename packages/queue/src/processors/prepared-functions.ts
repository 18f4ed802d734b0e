import {
  type Baseline,
  type Check,
  type Engine,
  type Evaluator,
  measureBaseline,
  prepareEvaluator,
} from '@gradproof/core/fleet';
import { checkId, type CheckSpec } from '../schemas/check-spec.ts';
import { createDisposingCache } from './disposing-cache.ts';
import { bytesOf, type PreparedProblem, type PreparedProblems } from './prepared-problems.ts';
import { resolvedOf } from './resolved-of.ts';

/** A function that a process computes, with the gradient to be checked. */
export interface OpenFunction {
  readonly check: Check;
  /** Whether its process can still be asked. */
  readonly isAlive: () => boolean;
  readonly close: () => Promise<void>;
}

/** Starts the module that a check asks for. */
export type OpenModule = (spec: CheckSpec) => Promise<OpenFunction>;

/** Memory of the process of a small module: Node, jiti and what it loads. */
const PROCESS_BYTES = 80 * 2 ** 20;

interface PreparedFunction extends PreparedProblem {
  readonly open: OpenFunction;
}

/** Computes the value once, and again where it was aborted or failed. */
const once = <Value>(compute: (signal?: AbortSignal) => Promise<Value>) => {
  let value: Promise<Value> | null = null;
  return (signal?: AbortSignal): Promise<Value> => {
    value ??= compute(signal).catch((error: unknown) => {
      value = null;
      throw error;
    });
    return value;
  };
};

/** An evaluator that is prepared when it is first asked for: one that only concludes may do without, and an expensive J is left alone. */
const lazyEvaluator = (prepare: (signal?: AbortSignal) => Promise<Evaluator>): Evaluator => ({
  derivatives: async (shard, epsilon, signal) => (await prepare(signal)).derivatives(shard, epsilon, signal),
  directionalDerivatives: async (directions, epsilon, signal) =>
    (await prepare(signal)).directionalDerivatives(directions, epsilon, signal),
  parallel: 1,
  dispose: () => Promise.resolve(), // a function's holds nothing
});

const prepare = (spec: CheckSpec, open: OpenFunction, engine: Engine): PreparedFunction => {
  const { check } = open;
  const resolved = resolvedOf(spec);
  const baseline = once((signal): Promise<Baseline> => measureBaseline(check.problem, resolved, signal));
  const evaluator = once(async (signal) => prepareEvaluator(engine, await baseline(signal), resolved));
  return { check, open, baselineOf: baseline, evaluator: lazyEvaluator(evaluator) };
};

/**
 * Keeps the functions used last, their processes running, by check.
 *
 * @param openModule Starts the process of a module that isn't kept.
 * @param limit Bytes of all functions kept; a single one may need more.
 */
export const createPreparedFunctions = (
  openModule: OpenModule,
  engine: Engine,
  limit: number,
): PreparedProblems =>
  createDisposingCache<CheckSpec, PreparedFunction>(
    {
      nameOf: checkId,
      make: async (spec) => prepare(spec, await openModule(spec), engine),
      bytesOf: ({ check }) => PROCESS_BYTES + bytesOf(check),
      dispose: ({ open }) => open.close(),
      isUsable: ({ open }) => open.isAlive(),
    },
    limit,
  );
