import { InputError } from '@gradproof/model';
import { checkAll } from '../checking/check-all.ts';
import type { CheckingOptions, PageOptions } from '../checking/check-options.ts';
import { checkOne } from '../checking/check-one.ts';
import { type Outcome, statusOfAll } from '../checking/outcome.ts';
import type { LoadedConfig } from '../config/load-config.ts';
import { jsonReporter } from '../reporters/json.ts';
import type { Reporter } from '../reporters/reporter.ts';
import { textReporter } from '../reporters/text.ts';
import { whatToCheck } from '../targets/what-to-check.ts';
import type { Terminal } from '../terminal.ts';
import { messageOf } from '../words/message-of.ts';

/** The options of `gradproof check`, parsed. */
export interface CheckCommandOptions extends CheckingOptions, PageOptions {
  readonly json?: boolean;
}

/** Checks the problems, prints the reports, and returns the exit status. Throws InputError, and the signal's reason. */
export const check = async (
  args: readonly string[],
  options: CheckCommandOptions,
  config: LoadedConfig | null,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<number> => {
  const targets = await whatToCheck(args, config);
  const isSeveral = targets.length > 1;
  const { json = false } = options;
  const reporters: Reporter[] = [
    json ? jsonReporter(terminal.out, isSeveral) : textReporter(terminal, { isSeveral, detail: 'normal' }),
    ...(isSeveral ? [refusalsTo(terminal)] : []),
  ];
  const checking = (problem: string) => checkOne({ problem, options, terminal, signal });
  const outcomes = await checkAll(targets, checking, reporters, signal);
  if (!isSeveral) throwRefusal(outcomes);
  return statusOfAll(outcomes);
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
