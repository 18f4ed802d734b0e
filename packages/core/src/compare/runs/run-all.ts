import type { Evaluator, Method } from '../../contract/engine.ts';
import type { Problem } from '../../contract/problem.ts';
import { BLOCK_SIZE } from '../../contract/shards.ts';
import { totalWork } from '../../differentiate/work-model.ts';
import { planRuns } from './plan-runs.ts';
import type { Run } from './run.ts';

/** About how many runs a check is cut into, so that progress is told and an abort is heard. */
const RUNS = 200;

/** The least of a run's operations that are worth handing out: about 3 ms. */
const LEAST_OPERATIONS = 3e7;

/** The operations of a run; a function's cost nobody knows beforehand, so that a block is its least. */
const operationsOf = (problem: Problem, method: Method, leastOperations: number): number => {
  const total = totalWork(problem, method);
  const least = method === 'textbook' ? (total * BLOCK_SIZE) / problem.layout.size : leastOperations;
  return Math.max(least, total / RUNS);
};

/** Computes every run once, as many at a time as the evaluator takes, in order; `done` hears of each as it ends. */
export const runAll = async <Result>(
  problem: Problem,
  method: Method,
  evaluator: Evaluator,
  compute: (run: Run) => Promise<Result>,
  done: (run: Run) => void,
  leastOperations = LEAST_OPERATIONS,
): Promise<Result[]> => {
  const runs = planRuns(problem, method, operationsOf(problem, method, leastOperations));
  const results: Result[] = [];
  let next = 0;
  let failed = false;
  const lane = async () => {
    while (next < runs.length && !failed) {
      const index = next++;
      try {
        results[index] = await compute(runs[index]!);
      } catch (error) {
        failed = true;
        throw error;
      }
      done(runs[index]!);
    }
  };
  const lanes = Math.min(runs.length, evaluator.parallel === 1 ? 1 : 2 * evaluator.parallel); // the others wait: nobody idles
  const ended = await Promise.allSettled(Array.from({ length: lanes }, lane));
  for (const end of ended) if (end.status === 'rejected') throw end.reason;
  return results;
};
