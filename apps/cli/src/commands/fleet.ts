import { reportFromJson } from '@gradproof/core';
import {
  cancelCheck,
  type CheckStatus,
  FleetError,
  listChecks,
  purgeFleet,
  statusOfCheck,
} from '@gradproof/queue';
import { safeJson, safeText } from '@gradproof/model';
import { countText, table } from '@gradproof/report';
import { EXIT_STATUS } from '../exit-status.ts';
import { checkIdOf } from '../fleet/check-id.ts';
import { type FleetPlaceOptions, withFleet } from '../fleet/open-fleet.ts';
import { showOutcome } from '../fleet/show-outcome.ts';
import { whyNobody } from '../fleet/why-nobody.ts';
import type { Terminal } from '../terminal.ts';

/** What the commands that look at the fleet have in common. */
export interface FleetCommandOptions extends FleetPlaceOptions {
  readonly json?: boolean;
}

/** Characters of a name in a table: it may be as long as a path. */
const NAME_WIDTH = 60;

const stateOf = ({ outcome, done, workers, id }: CheckStatus): string => {
  if (outcome?.state === 'concluded') return reportFromJson(outcome.report).verdict;
  if (outcome) return outcome.state;
  if (done > 0 || workers.some(({ running }) => running.includes(id))) return 'running';
  return 'waiting';
};

const waitsFor = (status: CheckStatus): { readonly waitsFor?: string } => {
  const why = whyNobody(status);
  return why === null ? {} : { waitsFor: why };
};

const summaryOf = (status: CheckStatus) => ({
  id: status.id,
  state: stateOf(status),
  shards: status.submission.runs,
  done: status.done,
  parameters: status.submission.parameters,
  method: status.submission.spec.method,
  engine: status.submission.spec.engine,
  problem: status.submission.name,
  submittedAt: new Date(status.submission.submittedAt).toISOString(),
  workers: status.workers.filter(({ running }) => running.includes(status.id)).length,
  ...(status.outcome?.state === 'failed' ? { failure: status.outcome.failure.message } : {}),
  ...waitsFor(status),
});

/** Prints how far a check has come. */
export const status = async (
  id: string,
  { json = false, ...place }: FleetCommandOptions,
  { out }: Terminal,
): Promise<number> =>
  withFleet(place, async (fleet) => {
    const summary = summaryOf(await statusOfCheck(fleet, checkIdOf(id)));
    const { state, done, shards, parameters, method, engine, problem, workers } = summary;
    const notes = [summary.failure, summary.waitsFor].filter((note) => note !== undefined);
    const text = [
      `${state}: ${countText(done)} of ${countText(shards)} shards done, ${workers} ${workers === 1 ? 'worker' : 'workers'} at work`,
      `${safeText(problem, 500)}, ${countText(parameters)} parameters, ${method} method, ${engine} engine, submitted ${summary.submittedAt}`,
      ...notes.map((note) => safeText(note, 2000)),
    ];
    out(`${json ? safeJson(summary) : text.join('\n')}\n`);
    return EXIT_STATUS.correct;
  });

/** Prints the report of a check that has ended, with the exit status of `check`. */
export const result = async (
  id: string,
  { json = false, ...place }: FleetCommandOptions,
  terminal: Terminal,
): Promise<number> =>
  withFleet(place, async (fleet) => {
    const { outcome, done, submission } = await statusOfCheck(fleet, checkIdOf(id));
    if (outcome) return showOutcome(id, outcome, json, terminal);
    throw new FleetError(
      `${id} has no report yet: ${done} of ${submission.runs} shards are done. gradproof status ${id} shows how far it is.`,
    );
  });

/** Prints every check that is known, the last submitted first. */
export const list = async (
  { json = false, ...place }: FleetCommandOptions,
  { out }: Terminal,
): Promise<number> =>
  withFleet(place, async (fleet) => {
    const checks = (await listChecks(fleet)).map(summaryOf);
    if (json) out(`${safeJson(checks)}\n`);
    else if (checks.length === 0) out('No check is known. gradproof submit PROBLEM submits one.\n');
    else {
      const rows = checks.map(({ id, state, done, shards, parameters, problem }) => [
        id,
        state,
        `${countText(done)}/${countText(shards)}`,
        countText(parameters),
        safeText(problem, NAME_WIDTH),
      ]);
      const head = ['check', 'state', 'shards', 'parameters', 'problem'];
      out(`${table([head, ...rows], ['left', 'left', 'right', 'right', 'left']).join('\n')}\n`);
    }
    return EXIT_STATUS.correct;
  });

/** Ends a check. */
export const cancel = async (id: string, place: FleetPlaceOptions, { out }: Terminal): Promise<number> =>
  withFleet(place, async (fleet) => {
    const isNews = await cancelCheck(fleet, checkIdOf(id));
    out(isNews ? `${id} is cancelled.\n` : `${id} had ended already.\n`);
    return EXIT_STATUS.correct;
  });

/** Forgets what is over. */
export const purge = async (
  { olderThan, ...place }: FleetPlaceOptions & { readonly olderThan: number },
  { out }: Terminal,
): Promise<number> =>
  withFleet(place, async (fleet) => {
    const { checks, chunks, bytes, underWay } = await purgeFleet(fleet, olderThan);
    const problems =
      underWay > 0
        ? `problems stay while ${countText(underWay)} checks are under way`
        : `${countText(chunks)} chunks of problems, ${countText(bytes)} bytes`;
    out(`Removed: ${countText(checks)} checks that ended; ${problems}.\n`);
    return EXIT_STATUS.correct;
  });
