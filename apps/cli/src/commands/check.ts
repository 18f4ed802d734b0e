import { checkFunctions, reportToJson, type Method } from '@gradproof/core';
import { InputError } from '@gradproof/model';
import { formatReport } from '@gradproof/report';
import { statusOf } from '../exit-status.ts';
import { createProgressBar } from '../progress-bar.ts';
import type { Terminal } from '../terminal.ts';
import { engineFor } from './engine-for.ts';
import { withProblem } from './with-problem.ts';

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
}

const refuseUnbuilt = (engine: CheckCommandOptions['engine']): void => {
  if (engine === 'gpu') throw new InputError('The gpu engine is not in this version; use --engine cpu.');
};

/** Checks the problem, prints the report, and returns the exit status. Throws InputError, and the signal's reason. */
export const check = async (
  problem: string,
  { method, engine, epsilon, threshold, threads, memory, seed, json = false }: CheckCommandOptions,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<number> => {
  refuseUnbuilt(engine);
  const bar = createProgressBar(terminal.progress);
  const report = await withProblem(problem, { seed, signal }, (functions) =>
    checkFunctions(functions, {
      ...engineFor(functions, { threads, memory }),
      method,
      signal,
      onProgress: bar.onProgress,
      ...(epsilon === undefined ? {} : { epsilon }),
      ...(threshold === undefined ? {} : { threshold }),
      ...(seed === undefined ? {} : { seed }),
    }),
  ).finally(bar.stop);
  const { color, width } = terminal;
  terminal.out(`${json ? reportToJson(report) : formatReport(report, { color, width })}\n`);
  return statusOf(report.verdict);
};
