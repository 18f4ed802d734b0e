import type { Evaluator, Method } from './engine.ts';
import type { Problem } from './problem.ts';
import { BLOCK_SIZE, planShards, planShardsByWork, type Shard } from './shards.ts';
import { totalWork, workOf } from './work-model.ts';

/** About how many shards a check is cut into, so that progress is told and an abort is heard. */
const SHARDS = 200;
/** The least of a shard's operations that are worth handing out: about 20 ms. */
const LEAST_OPERATIONS = 2e8;

const plan = (problem: Problem, method: Method, leastOperations: number): Shard[] => {
  if (method === 'textbook') {
    return planShards(problem.layout, Math.max(BLOCK_SIZE, Math.ceil(problem.layout.size / SHARDS)));
  }
  const operations = Math.max(leastOperations, totalWork(problem, method) / SHARDS);
  return planShardsByWork(problem.layout, workOf(problem, method), operations);
};

/** Runs every shard once, as many at a time as the evaluator takes, in order; `done` hears of each as it ends. */
export const runShards = async <Result>(
  problem: Problem,
  method: Method,
  evaluator: Evaluator,
  run: (shard: Shard) => Promise<Result>,
  done: (shard: Shard) => void,
  leastOperations = LEAST_OPERATIONS,
): Promise<Result[]> => {
  const shards = plan(problem, method, leastOperations);
  const results: Result[] = [];
  let next = 0;
  let failed = false;
  const lane = async () => {
    while (next < shards.length && !failed) {
      const index = next++;
      try {
        results[index] = await run(shards[index]!);
      } catch (error) {
        failed = true;
        throw error;
      }
      done(shards[index]!);
    }
  };
  const lanes = Math.min(shards.length, evaluator.parallel === 1 ? 1 : 2 * evaluator.parallel); // the others wait: nobody idles
  const ended = await Promise.allSettled(Array.from({ length: lanes }, lane));
  for (const end of ended) if (end.status === 'rejected') throw end.reason;
  return results;
};
