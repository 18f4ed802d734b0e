import type { EngineDescription, LayeredProblem, ResolvedOptions } from '@gradproof/core';
import { FlowProducer, Queue } from 'bullmq';
import { checkQueue } from '../flow/names.ts';
import { flowOf } from '../flow/flow-of.ts';
import { fleetRuns } from '../flow/fleet-runs.ts';
import { checkId, SCHEMA, type CheckSpec } from '../schemas/check-spec.ts';
import type { Submission } from '../schemas/outcome.ts';
import { putProblem, type StorableProblem } from '../store/problem-store.ts';
import { redisTime } from '../worker/registry.ts';
import type { FleetConnection } from './fleet-connection.ts';
import { KEPT_SECONDS, outcomeOf } from './outcomes.ts';

/** A check for the fleet. */
export interface FleetCheck {
  readonly problem: StorableProblem & { readonly problem: LayeredProblem };
  /** For people: the problem's path. */
  readonly name: string;
  readonly options: ResolvedOptions;
  readonly engine: Pick<EngineDescription, 'name' | 'arithmetic'>;
  /** The share of runs that another worker computes again, 0 … 1. */
  readonly recheck?: number;
  /** About how long a run takes; by default what suits the check. */
  readonly runSeconds?: number;
}

/** What became of it. `joined`: the same check was there already, under way or finished. */
export interface Submitted {
  readonly id: string;
  readonly joined: boolean;
  readonly runs: number;
  /** Bytes of the problem, and how many of them were not in the store yet. */
  readonly bytes: number;
  readonly uploaded: number;
}

const specOf = (problem: string, { options, engine, recheck = 0 }: FleetCheck): CheckSpec => {
  const { method, epsilon, threshold, seed } = options;
  const name = engine.name === 'gpu' ? 'gpu' : 'cpu';
  return {
    schema: SCHEMA,
    problem,
    method,
    epsilon,
    threshold,
    seed,
    engine: name,
    arithmetic: engine.arithmetic,
    recheck,
  };
};

const isUnderWay = async ({ queueOptions }: FleetConnection, { arithmetic }: CheckSpec, id: string) => {
  const queue = new Queue(checkQueue(arithmetic), queueOptions);
  try {
    return (await queue.getJob(id)) !== undefined;
  } finally {
    await queue.close();
  }
};

/** True when there is nothing to do: the check is under way, or has its report. One that failed or was cancelled begins anew. */
const joins = async (connection: FleetConnection, spec: CheckSpec, id: string): Promise<boolean> => {
  const { redis, keys } = connection;
  const outcome = await outcomeOf(redis, keys, id);
  if (outcome?.state === 'concluded') return true;
  if (outcome === null) return isUnderWay(connection, spec, id);
  await redis.del(keys.outcome(id), keys.done(id));
  return false;
};

/** Puts the problem into the store and the check into the queue. Throws StoreError, FleetError. */
export const submitCheck = async (connection: FleetConnection, check: FleetCheck): Promise<Submitted> => {
  const { redis, keys, store, signer, queueOptions } = connection;
  const stored = await putProblem(store, check.problem);
  const spec = specOf(stored.problem, check);
  const id = checkId(spec);
  const { problem } = check.problem;
  const runs = fleetRuns(problem, spec.method, check.runSeconds);
  const found = { id, runs: runs.length, bytes: stored.bytes, uploaded: stored.uploaded };
  if (await joins(connection, spec, id)) return { ...found, joined: true };

  const submission: Submission = {
    schema: SCHEMA,
    name: check.name.slice(0, 1000),
    parameters: problem.layout.size,
    runs: runs.length,
    spec,
    submittedAt: await redisTime(redis),
  };
  await redis
    .multi()
    .set(keys.submission(id), JSON.stringify(submission), 'EX', KEPT_SECONDS)
    .zadd(keys.checks, submission.submittedAt, id)
    .exec();
  const producer = new FlowProducer(queueOptions);
  try {
    await producer.add(flowOf(spec, runs, (job) => signer.sign('job', job)));
  } finally {
    await producer.close();
  }
  return { ...found, joined: false };
};
