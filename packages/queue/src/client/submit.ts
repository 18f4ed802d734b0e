import type { EngineDescription, LayeredProblem, ResolvedOptions } from '@gradproof/core';
import { FlowProducer, Queue, type FlowJob } from 'bullmq';
import { checkQueue, concludeJobId } from '../flow/names.ts';
import { flowOf } from '../flow/flow-of.ts';
import { fleetRuns } from '../flow/fleet-runs.ts';
import { checkId, SCHEMA, type CheckSpec } from '../schemas/check-spec.ts';
import { putProblem, type StorableProblem } from '../store/problem-store.ts';
import { beginCheck } from './begin-check.ts';
import type { FleetConnection } from './fleet-connection.ts';
import { outcomeOf } from './outcomes.ts';

/** A check for the fleet. */
export interface FleetCheck {
  readonly problem: StorableProblem & { readonly problem: LayeredProblem };
  /** For people: the problem's path. */
  readonly name: string;
  readonly options: Pick<ResolvedOptions, 'method' | 'epsilon' | 'threshold' | 'seed'>;
  readonly engine: Pick<EngineDescription, 'name' | 'arithmetic' | 'shardOperations'>;
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

const hasJob = async ({ queueOptions }: FleetConnection, { arithmetic }: CheckSpec, jobId: string) => {
  const queue = new Queue(checkQueue(arithmetic), queueOptions);
  try {
    return (await queue.getJob(jobId)) !== undefined;
  } finally {
    await queue.close();
  }
};

/** Adds the jobs; those that are there already stay as they are. */
const addJobs = async ({ queueOptions }: FleetConnection, flow: FlowJob): Promise<void> => {
  const producer = new FlowProducer(queueOptions);
  try {
    await producer.add(flow);
  } finally {
    await producer.close();
  }
};

/** Puts the problem into the store and the check into the queue. Throws StoreError, FleetError. */
export const submitCheck = async (connection: FleetConnection, check: FleetCheck): Promise<Submitted> => {
  const { store, signer } = connection;
  const stored = await putProblem(store, check.problem);
  const spec = specOf(stored.problem, check);
  const id = checkId(spec);
  const { problem } = check.problem;
  const runs = fleetRuns(problem, spec.method, { engine: check.engine, seconds: check.runSeconds });
  const found = { id, runs: runs.length, bytes: stored.bytes, uploaded: stored.uploaded };
  const { round } = await beginCheck(connection, id, {
    schema: SCHEMA,
    name: check.name.slice(0, 1000),
    parameters: problem.layout.size,
    runs: runs.length,
    spec,
  });
  const isThere = await hasJob(connection, spec, concludeJobId(id, round)); // asked before the outcome: it goes when that is known
  if (isThere || (await outcomeOf(connection, id))) return { ...found, joined: true };
  await addJobs(
    connection,
    flowOf({ spec, round, runs }, (job) => signer.sign('job', job)),
  );
  return { ...found, joined: false };
};
