import type { EngineDescription } from '@gradproof/core/fleet';
import type { Redis } from 'ioredis';
import type { RedisAddress } from '../connection/redis-address.ts';
import type { Keys } from '../flow/names.ts';
import type { Processors } from '../processors/processors.ts';
import type { WorkerInfo } from '../records/registry.ts';
import type { Signer } from '../signing/signer.ts';
import type { ChecksUnderWay } from './checks-under-way.ts';
import type { DoneRuns } from './done-runs.ts';
import type { RunningJobs } from './running-jobs.ts';

/** Events of a worker, for logs and metrics. */
export interface FleetEvents {
  /** A job ended: how, and after how many seconds. */
  readonly onJob: (job: {
    /** baseline, run, recheck, collect or conclude. */
    readonly kind: string;
    readonly job: string;
    readonly outcome: 'done' | 'failed' | 'returned';
    readonly seconds: number;
    /** Of J, by a run. */
    readonly evaluations: number;
    /** Why it failed. */
    readonly message?: string | undefined;
  }) => void;
  /** A job is taken over from a worker that is gone, or sent no heartbeat for too long. */
  readonly onStalled: (job: string) => void;
  /** Something other than a job failed: the connection, a lock. */
  readonly onError: (error: Error) => void;
}

/** A worker of the fleet; everything but `modules` and `lockMilliseconds` is needed. */
export interface FleetWorkerOptions {
  readonly address: RedisAddress;
  readonly prefix: string;
  /** Different for every worker. */
  readonly name: string;
  readonly engine: EngineDescription;
  /** The modules that it has, by name and SHA-256, and the arithmetic that they are computed with. */
  readonly modules?: WorkerInfo['modules'] | undefined;
  /** How many jobs it computes at a time. */
  readonly concurrency: number;
  /** Computes jobs, in other processes: this event loop must stay free to renew the locks. */
  readonly compute: Omit<Processors, 'dispose'>;
  readonly signer: Signer;
  readonly events: FleetEvents;
  /** A job whose worker doesn't renew its lock for so long goes to another. */
  readonly lockMilliseconds?: number;
}

/** What the processing of a job needs. */
export interface JobContext extends FleetWorkerOptions {
  readonly redis: Redis;
  readonly keys: Keys;
  readonly running: RunningJobs;
  readonly underWay: ChecksUnderWay;
  readonly doneRuns: DoneRuns;
}
