import type { EngineDescription, LayeredProblem, ResolvedOptions, Run } from '@gradproof/core/fleet';
import type { Layout } from '@gradproof/flatteners';
import { type FlowJob, FlowProducer, Queue } from 'bullmq';
import { FleetError } from '../connection/fleet-error.ts';
import { fleetRuns } from '../flow/fleet-runs.ts';
import { flowOf } from '../flow/flow-of.ts';
import { coordinatesOfRun, functionRuns } from '../flow/function-runs.ts';
import { checkQueue, concludeJobId } from '../flow/names.ts';
import { canCompute, nobodyHas } from '../records/can-compute.ts';
import { outcomeOf } from '../records/outcomes.ts';
import { liveWorkers } from '../records/registry.ts';
import { checkId, type CheckModule, type CheckSpec, checkSpecSchema, SCHEMA } from '../schemas/check-spec.ts';
import type { Submission } from '../schemas/outcome.ts';
import { putFunction, type StorableFunction } from '../store/function-store.ts';
import { putProblem, type StorableProblem, type StoredProblem } from '../store/problem-store.ts';
import { beginCheck } from './begin-check.ts';
import type { FleetConnection } from './fleet-connection.ts';

/** What every check has. */
interface AnyCheck {
  /** For people: the problem's path. */
  readonly name: string;
  readonly engine: Pick<EngineDescription, 'name' | 'arithmetic' | 'shardOperations'>;
  /** The share of runs that another worker computes again, 0 … 1. */
  readonly recheck?: number | undefined;
  /** About how long a run takes; by default what suits the check. */
  readonly runSeconds?: number | undefined;
}

/** A check of a layered network. */
export interface FleetCheck extends AnyCheck {
  readonly problem: StorableProblem & { readonly problem: LayeredProblem };
  readonly options: Pick<ResolvedOptions, 'method' | 'epsilon' | 'threshold' | 'seed'>;
}

/** A check of a function that a module computes, which workers have. */
export interface FleetFunctionCheck extends AnyCheck {
  readonly problem: StorableFunction;
  readonly module: Pick<CheckModule, 'name' | 'sha256'>;
  readonly options: ResolvedOptions;
  /** What a coordinate takes, as measured. */
  readonly secondsEach: number;
}

/** The submitted check. `joined`: the same check was there already, under way or finished. */
export interface Submitted {
  readonly id: string;
  readonly joined: boolean;
  readonly runs: number;
  /** Bytes of the problem, and how many of them were not in the store yet. */
  readonly bytes: number;
  readonly uploaded: number;
}

type Options = FleetCheck['options'];

const specOf = (
  problem: string,
  { method, epsilon, threshold, seed }: Options,
  { engine, recheck = 0 }: AnyCheck,
): CheckSpec => ({
  schema: SCHEMA,
  problem,
  method,
  epsilon,
  threshold,
  seed,
  engine: checkSpecSchema.shape.engine.parse(engine.name),
  arithmetic: engine.arithmetic,
  recheck,
});

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

/** A check whose problem is in the store, and its cut. */
interface StoredCheck {
  readonly stored: StoredProblem;
  readonly spec: CheckSpec;
  readonly layout: Layout;
  /** Of a function: how many coordinates a run has. */
  readonly coordinates?: number | undefined;
  readonly runsOf: (submission: Pick<Submission, 'coordinates'>) => Run[];
}

/** Puts the check into the queue, unless it is there or has its report. */
const enqueue = async (
  connection: FleetConnection,
  { name }: AnyCheck,
  { stored, spec, layout, coordinates, runsOf }: StoredCheck,
): Promise<Submitted> => {
  const { signer } = connection;
  const id = checkId(spec);
  const offered = {
    schema: SCHEMA,
    name: name.slice(0, 1000),
    parameters: layout.size,
    coordinates,
    spec,
  } as const;
  const asked = { ...offered, runs: runsOf(offered).length };
  const submission = await beginCheck(connection, id, asked);
  const { round } = submission;
  const runs = runsOf(submission);
  const submitted = { id, runs: runs.length, bytes: stored.bytes, uploaded: stored.uploaded };
  const isThere = await hasJob(connection, spec, concludeJobId(id, round)); // asked before the outcome: it goes when that is known
  if (isThere || (await outcomeOf(connection, id))) return { ...submitted, joined: true };
  await addJobs(
    connection,
    flowOf({ spec, round, runs }, (job) => signer.sign('job', job)),
  );
  return { ...submitted, joined: false };
};

/**
 * Puts the problem into the store and the check into the queue.
 *
 * @param check The problem with its gradient, the resolved options, and the engine whose workers compute it.
 * @returns The check's id, and whether the same check was there already.
 * @throws StoreError when the store can't take the problem.
 * @throws FleetError for a record of another version, or an outcome without our signature.
 */
export const submitCheck = async (connection: FleetConnection, check: FleetCheck): Promise<Submitted> => {
  const { problem } = check.problem;
  const stored = await putProblem(connection.store, check.problem);
  const spec = specOf(stored.problem, check.options, check);
  const runsOf = () => fleetRuns(problem, spec.method, { engine: check.engine, seconds: check.runSeconds });
  return enqueue(connection, check, { stored, spec, layout: problem.layout, runsOf });
};

/** Throws FleetError when workers are there, but none that has the module in this version. */
const assertModuleIsKnown = async ({ redis, keys }: FleetConnection, spec: CheckSpec): Promise<void> => {
  const workers = await liveWorkers(redis, keys);
  if (workers.length === 0 || workers.some((worker) => canCompute(worker, spec))) return;
  throw new FleetError(`${nobodyHas(spec, workers)}.`, { kind: 'start-worker', engine: 'function' });
};

/**
 * Puts a function's parameters and gradient into the store and its check into the queue.
 *
 * @param check The parameters with the gradient, the module that workers have, and the resolved options.
 * @returns The check's id, and whether the same check was there already.
 * @throws FleetError when workers are there, but none that has its module in this version.
 * @throws StoreError when the store can't take the parameters, InputError for names or shapes that it refuses.
 */
export const submitFunction = async (
  connection: FleetConnection,
  check: FleetFunctionCheck,
): Promise<Submitted> => {
  const { options, module, secondsEach, runSeconds } = check;
  const { adaptive } = options;
  const { layout } = check.problem;
  const unstored = {
    ...specOf('0'.repeat(64), options, check),
    module: { ...module, adaptive },
  };
  await assertModuleIsKnown(connection, unstored);
  const stored = await putFunction(connection.store, check.problem);
  const spec = { ...unstored, problem: stored.problem };
  const coordinates = coordinatesOfRun(layout.size, secondsEach, runSeconds);
  const runsOf = (submission: Pick<Submission, 'coordinates'>) =>
    functionRuns(layout, submission.coordinates ?? coordinates);
  return enqueue(connection, check, { stored, spec, layout, coordinates, runsOf });
};
