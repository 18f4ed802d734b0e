import type { Evaluator, Method } from '../../contract/engine.ts';
import type { Problem } from '../../contract/problem.ts';
import { BLOCK_SIZE } from '../../contract/shards.ts';
import { totalWork } from '../../differentiate/work-model.ts';
import { planRuns } from './plan-runs.ts';
import type { Run } from './run.ts';

/** About how many runs a check is cut into, so that its progress is reported in steps below a percent and an abort is noticed soon. */
const RUNS = 200;

/** The least of a run's operations that are worth handing out: about 3 ms. */
const LEAST_OPERATIONS = 3e7;

/** Computes every run once, as many at a time as the evaluator takes, in order; `done` is called as each ends, with how many of how many have. Rejects with the first run's reason that fails. */
export const runAll = async <Result>(
  problem: Problem,
  method: Method,
  evaluator: Evaluator,
  compute: (run: Run) => Promise<Result>,
  done: (run: Run, ended: number, runs: number) => void,
  leastOperations = LEAST_OPERATIONS,
): Promise<Result[]> => {
  const runs = planRuns(problem, method, operationsOf(problem, method, leastOperations));
  const results: Result[] = [];
  let ended = 0;
  const computeInto = async (run: Run, index: number) => {
    results[index] = await compute(run);
    done(run, ++ended, runs.length);
  };
  await inLanes(runs, Math.min(runs.length, lanesOf(evaluator)), computeInto);
  return results;
};

/** The operations of a run; a function's cost is unknown beforehand, so that a block is its least. */
const operationsOf = (problem: Problem, method: Method, leastOperations: number): number => {
  const total = totalWork(problem, method);
  const least = method === 'textbook' ? (total * BLOCK_SIZE) / problem.layout.size : leastOperations;
  return Math.max(least, total / RUNS);
};

/** Twice as many as the evaluator computes at a time: the others wait, so that it is never idle. */
const lanesOf = ({ parallel }: Evaluator): number => (parallel === 1 ? 1 : 2 * parallel);

/** Handles the items in order, so many at a time; after a failure none is begun, and those under way are waited for. */
const inLanes = async <Item>(
  items: readonly Item[],
  lanes: number,
  handle: (item: Item, index: number) => Promise<void>,
): Promise<void> => {
  let next = 0;
  let failed = false;
  const lane = async () => {
    while (next < items.length && !failed) {
      const index = next++;
      try {
        await handle(items[index]!, index);
      } catch (error) {
        failed = true;
        throw error;
      }
    }
  };
  const ended = await Promise.allSettled(Array.from({ length: lanes }, lane));
  for (const end of ended) if (end.status === 'rejected') throw end.reason;
};
