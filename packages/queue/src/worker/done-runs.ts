import { type CheckRound, countDone, type Outcomes } from '../records/outcomes.ts';

/** How long a finished run may wait to be counted, milliseconds: many short ones are written in one command. */
const DELAY = 200;

/** Counts finished runs, for progress displays. */
export interface DoneRuns {
  /** Counts the run of the check that begins at `start` as done, soon. */
  readonly add: (check: CheckRound, start: number) => void;
  /** Writes what isn't written yet. A count that can't be written is lost: it is only displayed, results don't depend on it. */
  readonly flush: () => Promise<void>;
}

/** Collects finished runs and writes their count to Redis, some at a time. */
export const createDoneRuns = (
  outcomes: Omit<Outcomes, 'signer'>,
  onError: (error: Error) => void,
): DoneRuns => {
  let pending = new Map<string, { readonly check: CheckRound; readonly starts: number[] }>();
  let timer: NodeJS.Timeout | undefined;
  const flush = async (): Promise<void> => {
    clearTimeout(timer);
    timer = undefined;
    const writing = [...pending.values()];
    pending = new Map();
    await Promise.all(writing.map(({ check, starts }) => countDone(outcomes, check, starts).catch(onError)));
  };
  return {
    add: (check, start) => {
      const key = `${check.id} ${check.round}`;
      const runs = pending.get(key) ?? { check, starts: [] };
      runs.starts.push(start);
      pending.set(key, runs);
      timer ??= setTimeout(() => void flush(), DELAY);
    },
    flush,
  };
};
