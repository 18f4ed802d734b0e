import { extname } from 'node:path';
import { checkProblem, reportToJson, type Method } from '@gradproof/core';
import { readProblem } from '@gradproof/formats';
import { InputError } from '@gradproof/model';
import { formatReport } from '@gradproof/report';
import { statusOf } from '../exit-status.ts';
import { createProgressBar } from '../progress-bar.ts';
import type { Terminal } from '../terminal.ts';
import { engineOf, type EngineOptions } from './engine-of.ts';

/** The options of `gradproof check`, parsed. */
export interface CheckCommandOptions extends EngineOptions {
  readonly method: Method | 'auto';
  readonly epsilon?: number;
  readonly threshold?: number;
  readonly seed?: number;
  readonly json?: boolean;
}

const MODULES = ['.ts', '.mts', '.js', '.mjs'];

const refuseUnbuilt = (problem: string): void => {
  if (MODULES.includes(extname(problem))) {
    throw new InputError(
      `${problem} is a module, which this version does not read. Call checkGradient() of @gradproof/core in it, or give a problem folder.`,
    );
  }
};

/** Checks the problem, prints the report, and returns the exit status. Throws InputError, and the signal's reason. */
export const check = async (
  problem: string,
  { method, epsilon, threshold, seed, json = false, ...chosen }: CheckCommandOptions,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<number> => {
  refuseUnbuilt(problem);
  const folder = await readProblem(problem);
  const bar = createProgressBar(terminal.progress);
  const options = {
    engine: await engineOf(chosen, folder.problem, method),
    method,
    signal,
    onProgress: bar.onProgress,
    ...(epsilon === undefined ? {} : { epsilon }),
    ...(threshold === undefined ? {} : { threshold }),
    ...(seed === undefined ? {} : { seed }),
  };
  const report = await checkProblem(folder, options).finally(bar.stop);
  const { color, width } = terminal;
  terminal.out(`${json ? reportToJson(report) : formatReport(report, { color, width })}\n`);
  return statusOf(report.verdict);
};
