import { InputError } from '@gradproof/model';
import { checkAll } from '../checking/check-all.ts';
import type { CheckingOptions } from '../checking/check-options.ts';
import { checkOne } from '../checking/check-one.ts';
import { type Outcome, statusOfAll } from '../outcome.ts';
import { indexReporter, pageFiles } from '../checking/page-files.ts';
import { type Shown, shownBy, type ShowOptions } from '../checking/show-options.ts';
import type { LoadedConfig } from '../config/load-config.ts';
import { openPage } from '../open-page.ts';
import { createReporters } from '../reporters/create-reporters.ts';
import type { Reporter } from '../reporters/reporter.ts';
import { whatToCheck } from '../targets/what-to-check.ts';
import type { Terminal } from '../terminal.ts';
import { messageOf } from '../words/message-of.ts';

/** The options of `gradproof check`, parsed. */
export interface CheckCommandOptions extends CheckingOptions, ShowOptions {}

/** Checks the problems, shows the reports, and returns the exit status. Throws InputError, and the signal's reason. */
export const check = async (
  args: readonly string[],
  options: CheckCommandOptions,
  config: LoadedConfig | null,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<number> => {
  const shown = shownBy(options, terminal.annotates === true);
  const targets = await whatToCheck(args, config);
  const isSeveral = targets.length > 1;
  const { force = false, open = false } = options;
  const pages = isSeveral && shown.page !== undefined ? pageFiles(shown.page, targets.map(({ problem }) => problem)) : null; // prettier-ignore
  const reporters = [
    ...(await createReporters(shown.reporters, { terminal, isSeveral, detail: shown.detail, force })),
    ...(pages === null ? [] : [await indexReporter(shown.page!, force, pages)]),
    ...(isSeveral ? [refusalsTo(terminal)] : []),
  ];
  const checking = (problem: string) => {
    const report = pages === null ? shown.page : pages.get(problem);
    const { detail } = shown;
    return checkOne({ problem, options: { ...options, ...(report === undefined ? {} : { report }) }, detail, terminal, signal }); // prettier-ignore
  };
  const outcomes = await checkAll(targets, checking, reporters, signal);
  if (open) await openShown(shown, outcomes, terminal);
  if (!isSeveral) throwRefusal(outcomes);
  return statusOfAll(outcomes);
};

/** Opens the page, where it was written. That it can't be opened is told, and changes no exit status. */
const openShown = async ({ page }: Shown, outcomes: readonly Outcome[], { err }: Terminal): Promise<void> => {
  const isWritten = outcomes.length > 1 || (outcomes[0]?.kind === 'reported' && !outcomes[0].unwritten);
  if (page === undefined || !isWritten) return;
  const reason = await openPage(page);
  err(reason === null ? `gradproof: opened ${page}\n` : `gradproof: ${page} can't be opened: ${reason}.\n`);
};

/** Of one problem what went wrong ends the command, after the report, which may have taken hours. */
const throwRefusal = ([outcome]: readonly Outcome[]): void => {
  if (outcome?.kind === 'refused') throw outcome.error;
  if (outcome?.unwritten) throw outcome.unwritten.reason;
};

/** Tells on standard error, of several problems, what went wrong. */
const refusalsTo = ({ err }: Terminal): Reporter => ({
  ended: (outcome) => {
    const error = outcome.kind === 'refused' ? outcome.error : outcome.unwritten?.reason;
    if (error) err(`gradproof: ${messageOf(named(outcome.problem, error))}\n`);
  },
});

/** The error, its message beginning with the problem that it is of. */
const named = (problem: string, error: unknown): unknown =>
  error instanceof InputError && !error.message.includes(problem)
    ? Object.assign(new InputError(`${problem}: ${error.message}`), { remedy: Reflect.get(error, 'remedy') as unknown }) // prettier-ignore
    : error;
