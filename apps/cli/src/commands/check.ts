import { extname } from 'node:path';
import { checkProblem, reportToJson, type Check, type Method } from '@gradproof/core';
import { readProblem } from '@gradproof/formats';
import { InputError } from '@gradproof/model';
import { formatReport } from '@gradproof/report';
import { commandLine } from '../command-line.ts';
import { statusOf } from '../exit-status.ts';
import { createProgressBar } from '../progress-bar.ts';
import type { Terminal } from '../terminal.ts';
import { version } from '../version.ts';
import { cpuEngineOf } from './cpu-engine-of.ts';
import type { ReportPage } from './report-page.ts';

/** The options of `gradproof check`, parsed. */
export interface CheckCommandOptions {
  readonly method: Method | 'auto';
  readonly engine: 'cpu' | 'gpu';
  readonly epsilon?: number;
  readonly threshold?: number;
  readonly threads?: number;
  /** MiB. */
  readonly memory?: number;
  readonly seed?: number;
  readonly json?: boolean;
  /** The .html file to write. */
  readonly report?: string;
  readonly force?: boolean;
}

const MODULES = ['.ts', '.mts', '.js', '.mjs'];

const refuseUnbuilt = (problem: string, engine: CheckCommandOptions['engine']): void => {
  if (MODULES.includes(extname(problem))) {
    throw new InputError(
      `${problem} is a module, which this version does not read. Call checkGradient() of @gradproof/core in it, or give a problem folder.`,
    );
  }
  if (engine === 'gpu') throw new InputError('The gpu engine is not in this version; use --engine cpu.');
};

/** The page that --report asks for; its code is loaded only then. */
const pageOf = async (
  problem: string,
  { report: file, force = false, method, epsilon, threshold, seed }: CheckCommandOptions,
  check: Pick<Check, 'problem' | 'grad'>,
): Promise<ReportPage | null> => {
  if (file === undefined) return null;
  const command = commandLine(['gradproof', 'check', problem], {
    method: method === 'auto' ? undefined : method,
    epsilon,
    threshold,
    seed,
    report: file,
    force,
  });
  const { createReportPage } = await import('./report-page.ts');
  return createReportPage(check, { file, force, problem, command, madeBy: `gradproof ${version}` });
};

/** Checks the problem, prints the report, and returns the exit status. Throws InputError, and the signal's reason. */
export const check = async (
  problem: string,
  given: CheckCommandOptions,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<number> => {
  const { method, engine, epsilon, threshold, threads, memory, seed, json = false } = given;
  refuseUnbuilt(problem, engine);
  const folder = await readProblem(problem);
  const page = await pageOf(problem, given, folder);
  const bar = createProgressBar(terminal.progress);
  const options = {
    engine: cpuEngineOf({ threads, memory }),
    ...(page === null ? {} : { onGradapprox: page.onGradapprox }),
    method,
    signal,
    onProgress: bar.onProgress,
    ...(epsilon === undefined ? {} : { epsilon }),
    ...(threshold === undefined ? {} : { threshold }),
    ...(seed === undefined ? {} : { seed }),
  };
  const report = await checkProblem(folder, options).finally(bar.stop);
  await page?.write(report, options.engine, signal);
  const { color, width } = terminal;
  terminal.out(`${json ? reportToJson(report) : formatReport(report, { color, width })}\n`);
  return statusOf(report.verdict);
};
