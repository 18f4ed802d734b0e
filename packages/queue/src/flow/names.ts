import { arithmeticHere } from '@gradproof/core';

/** Where the fleet's keys stand when nothing else is asked for. */
export const DEFAULT_PREFIX = 'gradproof';

/** What functions of modules are computed with here: their queues are others than those of layered networks, for workers that have modules. */
export const moduleArithmetic = (): string => `modules-${arithmeticHere('float64')}`;

/** The queue of runs for workers of an arithmetic. */
export const runQueue = (arithmetic: string): string => `runs-${arithmetic}`;

/** The queue of what brings runs together, for workers of an arithmetic. */
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

/** The fleet's own keys beside BullMQ's and the store's. */
export const keysOf = (prefix: string) => ({
  /** What was submitted. */
  submission: (id: string) => `${prefix}:submission:${id}`,
  /** How it ended: kept by content, since a job that is removed no longer keeps another from running. */
  outcome: (id: string) => `${prefix}:outcome:${id}`,
  /** The starts of the runs that are done. */
  done: (id: string) => `${prefix}:done:${id}`,
  /** Ids by the time of submission. */
  checks: `${prefix}:submissions`,
  /** Workers by their last sign of life, and what they are. */
  workers: `${prefix}:workers`,
  workerInfo: `${prefix}:worker-info`,
});

/** The fleet's own keys. */
export type Keys = ReturnType<typeof keysOf>;
