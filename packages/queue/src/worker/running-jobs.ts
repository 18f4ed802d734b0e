import type { Redis } from 'ioredis';
import type { Keys } from '../flow/names.ts';
import { type CheckRound, isOver } from '../records/outcomes.ts';

/** Why a job is stopped: its check has ended (cancelled, failed, lost), or its worker closes. */
export type StopReason = 'ended' | 'closing';

/** The jobs that a worker computes now. */
export interface RunningJobs {
  /** Computes within `compute`, whose signal aborts with a StopReason. */
  readonly during: <Result>(
    check: CheckRound,
    compute: (signal: AbortSignal) => Promise<Result>,
  ) => Promise<Result>;
  /** Ids of the checks. */
  readonly checks: () => string[];
  readonly count: () => number;
  /** Stops the jobs of checks that have ended meanwhile. */
  readonly abortEnded: () => Promise<void>;
  readonly abortAll: (reason: StopReason) => void;
}

/** Creates an empty list of running jobs. */
export const createRunningJobs = (redis: Redis, keys: Keys): RunningJobs => {
  const jobs = new Set<{ readonly check: CheckRound; readonly controller: AbortController }>();
  let stopped: StopReason | null = null;
  return {
    during: async (check, compute) => {
      const job = { check, controller: new AbortController() };
      if (stopped) job.controller.abort(stopped);
      jobs.add(job);
      try {
        job.controller.signal.throwIfAborted();
        return await compute(job.controller.signal);
      } finally {
        jobs.delete(job);
      }
    },
    checks: () => [...new Set([...jobs].map(({ check }) => check.id))],
    count: () => jobs.size,
    abortEnded: async () => {
      for (const { check, controller } of [...jobs])
        if (await isOver({ redis, keys }, check)) controller.abort('ended' satisfies StopReason);
    },
    abortAll: (reason) => {
      stopped = reason;
      for (const { controller } of jobs) controller.abort(reason);
    },
  };
};
