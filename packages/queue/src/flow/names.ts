import { arithmeticHere } from '@gradproof/core/fleet';

/** The default prefix of the fleet's keys. */
export const DEFAULT_PREFIX = 'gradproof';

/** The arithmetic of functions of modules on this machine. Their queues differ from those of layered networks: only workers with modules serve them. */
export const moduleArithmetic = (): string => `modules-${arithmeticHere('float64')}`;

/** The queue of runs for workers of an arithmetic. */
export const runQueue = (arithmetic: string): string => `runs-${arithmetic}`;

/** The queue of jobs that combine runs (conclude, collect, recheck), for workers of an arithmetic. */
export const checkQueue = (arithmetic: string): string => `checks-${arithmetic}`;

/** The id of the job that concludes a check in one of its rounds; those of its children begin with it. */
export const concludeJobId = (id: string, round: string): string => `${id}-${round}`;

/** The check and the round that a job belongs to, by the job's id alone; null for a job of none. */
export const roundOfJob = (
  jobId: string | undefined,
): { readonly id: string; readonly round: string } | null => {
  const [, id, round] = /^(check-[0-9a-f]{40})-([0-9a-f]{16})(?=-|$)/.exec(jobId ?? '') ?? [];
  return id !== undefined && round !== undefined ? { id, round } : null;
};

/** The fleet's keys, apart from BullMQ's and the store's. */
export const keysOf = (prefix: string) => ({
  /** The submission. */
  submission: (id: string) => `${prefix}:submission:${id}`,
  /** The outcome: kept under the check's id, since a job that is removed no longer prevents another from running. */
  outcome: (id: string) => `${prefix}:outcome:${id}`,
  /** The starts of the runs that are done. */
  done: (id: string) => `${prefix}:done:${id}`,
  /** Ids by the time of submission. */
  checks: `${prefix}:submissions`,
  /** Workers by their last heartbeat, and their descriptions. */
  workers: `${prefix}:workers`,
  workerInfo: `${prefix}:worker-info`,
});

/** The fleet's keys. */
export type Keys = ReturnType<typeof keysOf>;
