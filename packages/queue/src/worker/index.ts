// For worker processes: BullMQ's workers, and what a compute process does with a job.

// a worker: takes jobs, renews their locks, has them computed
export { startFleetWorker } from './fleet-worker.ts';
export type { FleetWorker } from './fleet-worker.ts';
export type { FleetEvents, FleetWorkerOptions } from './job-context.ts';
export { connectRedis } from '../connection/connect.ts';
export type { ConnectOptions } from '../connection/connect.ts';
export { redactedAddress, withoutCredentials } from '../connection/credentials.ts';

// computing a job
export { createProcessors } from '../processors/processors.ts';
export type { Processors } from '../processors/processors.ts';
export { createPreparedProblems } from '../processors/prepared-problems.ts';
export type { PreparedProblem, PreparedProblems } from '../processors/prepared-problems.ts';
export { createPreparedFunctions } from '../processors/prepared-functions.ts';
export type { OpenFunction, OpenModule } from '../processors/prepared-functions.ts';
export { failureOf } from '../processors/failure-of.ts';
export type { ClassifiedFailure } from '../processors/failure-of.ts';

// what is in the store
export { getProblem } from '../store/problem-store.ts';
export { getFunction } from '../store/function-store.ts';
export { vectorStore } from '../store/vector-store.ts';
export type { VectorStore } from '../store/vector-store.ts';
export type { StoreLimits } from '../store/limits.ts';

// jobs and their results
export type { ConcludeJob, BaselineJob, RunJob } from '../schemas/jobs.ts';
export type { CheckResults } from '../schemas/check-results.ts';
export type { EncodedBaseline } from '../schemas/baseline-result.ts';
export type { EncodedRun } from '../schemas/encoded-run.ts';
