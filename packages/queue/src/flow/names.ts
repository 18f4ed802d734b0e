/** Where the fleet's keys stand when nothing else is asked for. */
export const DEFAULT_PREFIX = 'gradproof';

/** The queue of runs for workers of an arithmetic. */
export const runQueue = (arithmetic: string): string => `runs-${arithmetic}`;

/** The queue of what brings runs together, for workers of an arithmetic. */
export const checkQueue = (arithmetic: string): string => `checks-${arithmetic}`;

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
  /** Where ids of checks that ended are called out, so that nobody computes on. */
  ended: `${prefix}:ended`,
});

/** The fleet's own keys. */
export type Keys = ReturnType<typeof keysOf>;
