import { countDone, type CheckRound, type Outcomes } from '../records/outcomes.ts';

/** How long a run that is done may wait to be counted, milliseconds: many short ones are told in one go. */
const REST = 200;

/** What a worker tells of its progress. */
export interface DoneRuns {
  /** Counts the run of the check that begins at `start` as done, soon. */
  readonly add: (check: CheckRound, start: number) => void;
  /** Tells Redis what is not told yet. What can't be told is lost: it is for people to look at, the results come by themselves. */
  readonly flush: () => Promise<void>;
}

/** Collects runs that are done. */
export const createDoneRuns = (
  outcomes: Omit<Outcomes, 'signer'>,
  onError: (error: Error) => void,
): DoneRuns => {
  let untold = new Map<string, { readonly check: CheckRound; readonly starts: number[] }>();
  let timer: NodeJS.Timeout | undefined;
  const flush = async (): Promise<void> => {
    clearTimeout(timer);
    timer = undefined;
    const telling = [...untold.values()];
    untold = new Map();
    await Promise.all(telling.map(({ check, starts }) => countDone(outcomes, check, starts).catch(onError)));
  };
  return {
    add: (check, start) => {
      const key = `${check.id} ${check.round}`;
      const runs = untold.get(key) ?? { check, starts: [] };
      runs.starts.push(start);
      untold.set(key, runs);
      timer ??= setTimeout(() => void flush(), REST);
    },
    flush,
  };
};
