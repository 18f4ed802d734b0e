import { InputError } from '@gradproof/model';
import type { Reporter } from '../reporters/reporter.ts';
import type { Target } from '../targets/find-problems.ts';
import type { Outcome } from '../outcome.ts';

/** What becomes of problems that the process did not live to check. */
const ENDED = 'This problem was not checked to its end: its code ended the process. Standard error says how.';
const LEFT = 'This problem was not checked: the process ended before its turn.';
const INTERRUPTED = 'This problem was not checked to its end: it was interrupted.';

const refused = (problem: string, error: unknown): Outcome => ({ kind: 'refused', problem, error });

/**
 * Checks each problem, and tells the reporters. A problem's code can end this process (process.exit, an error that nobody waits
 * for): the verdicts that there are by then are told all the same.
 *
 * @param targets The problems.
 * @param checkOne Checks one; what it throws is that problem's outcome.
 * @param reporters Told of each outcome, and of all.
 * @param signal Ends the checks early; the promise then rejects with its reason, after the reporters are told.
 * @returns How each ended.
 */
export const checkAll = async (
  targets: readonly Target[],
  checkOne: (problem: string) => Promise<Outcome>,
  reporters: readonly Reporter[],
  signal: AbortSignal,
): Promise<Outcome[]> => {
  const outcomes: Outcome[] = [];
  const finish = (why: string) => {
    const left = targets
      .slice(outcomes.length)
      .map(({ problem }, k) => refused(problem, new InputError(k === 0 ? why : LEFT)));
    const failures = reporters.flatMap((reporter) => {
      try {
        reporter.finished?.([...outcomes, ...left]);
        return [];
      } catch (reason) {
        return [{ reason }]; // a file that can't be written keeps no verdict from the others
      }
    });
    if (failures[0]) throw failures[0].reason;
  };
  const lastWords = () => finish(signal.aborted ? INTERRUPTED : ENDED);
  const isSeveral = targets.length > 1;
  process.prependOnceListener('exit', lastWords);
  try {
    for (const { problem, error } of targets) {
      const outcome =
        error === undefined
          ? await checkOne(problem).catch((thrown: unknown) => refused(problem, thrown))
          : refused(problem, error);
      signal.throwIfAborted();
      outcomes.push(outcome);
      for (const reporter of reporters) reporter.ended?.(outcome);
    }
  } catch (reason) {
    if (isSeveral) finish(INTERRUPTED);
    throw reason;
  } finally {
    process.off('exit', lastWords);
  }
  finish('');
  return outcomes;
};
