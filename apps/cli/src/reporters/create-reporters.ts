import type { Outcome } from '../outcome.ts';
import type { Terminal } from '../terminal.ts';
import { githubReporter } from './github.ts';
import { jsonReporter, outcomesToJson } from './json.ts';
import { junitOf } from './junit.ts';
import { assertOwnWritable, writeOwn } from './own-file.ts';
import { isForPrograms, type ReporterChoice } from './parse-reporters.ts';
import type { Reporter } from './reporter.ts';
import { type Detail, textReporter } from './text.ts';

/** What all reporters know. */
export interface ReportersOptions {
  readonly terminal: Terminal;
  readonly isSeveral: boolean;
  readonly detail: Detail;
  /** Whether files that are not ours may be replaced. */
  readonly force: boolean;
}

const toFile = async (
  kind: 'json' | 'junit',
  file: string,
  force: boolean,
  textOf: (outcomes: readonly Outcome[]) => string,
): Promise<Reporter> => {
  await assertOwnWritable(file, kind, force);
  return { finished: (outcomes) => writeOwn(file, textOf(outcomes), kind, force) };
};

/** The reporters that are asked for, but for pages, which are made as a check goes. Throws InputError for a file that can't be written. */
export const createReporters = (
  choices: readonly ReporterChoice[],
  { terminal, isSeveral, detail, force }: ReportersOptions,
): Promise<Reporter[]> => {
  const { out, err } = terminal;
  const beside = choices.some(isForPrograms) ? err : out; // what is for programs is alone on standard output
  const create = async ({ kind, file, isAside = false }: ReporterChoice): Promise<Reporter> => {
    switch (kind) {
      case 'text':
        return textReporter(terminal, { isSeveral, detail });
      case 'json':
        return file === undefined
          ? jsonReporter(out, isSeveral)
          : toFile('json', file, force, (outcomes) => `${outcomesToJson(outcomes, isSeveral)}\n`);
      case 'junit':
        return file === undefined
          ? { finished: (outcomes) => out(junitOf(outcomes)) }
          : toFile('junit', file, force, junitOf);
      case 'github':
        return githubReporter(isAside ? err : beside);
      case 'html':
        return {};
    }
  };
  return Promise.all(choices.map(create));
};
