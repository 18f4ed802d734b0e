import { extname } from 'node:path';
import { checkProblem, reportToJson, type Coverage, type Method } from '@gradproof/core';
import { readProblem } from '@gradproof/formats';
import { InputError } from '@gradproof/model';
import { formatReport } from '@gradproof/report';
import { statusOf } from '../exit-status.ts';
import { adviseOn } from '../advise-on.ts';
import { createProgressBar } from '../progress-bar.ts';
import type { Terminal } from '../terminal.ts';
import { cpuEngineOf } from './cpu-engine-of.ts';

/** The options of `gradproof check`, parsed. */
export interface CheckCommandOptions {
  readonly method: Method | 'auto';
  readonly engine: 'cpu' | 'gpu';
  readonly epsilon?: number;
  readonly coverage?: Coverage;
  readonly threshold?: number;
  readonly threads?: number;
  /** MiB. */
  readonly memory?: number;
  readonly seed?: number;
  readonly json?: boolean;
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

/** Checks the problem, prints the report, and returns the exit status. Throws InputError, and the signal's reason. */
export const check = async (
  problem: string,
  { method, engine, epsilon, coverage, threshold, threads, memory, seed, json = false }: CheckCommandOptions,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<number> => {
  refuseUnbuilt(problem, engine);
  const folder = await readProblem(problem);
  const bar = createProgressBar(terminal.progress);
  const options = {
    engine: cpuEngineOf({ threads, memory }),
    method,
    signal,
    onProgress: bar.onProgress,
    onEstimate: adviseOn(coverage ?? { kind: 'full' }, terminal),
    ...(coverage === undefined ? {} : { coverage }),
    ...(epsilon === undefined ? {} : { epsilon }),
    ...(threshold === undefined ? {} : { threshold }),
    ...(seed === undefined ? {} : { seed }),
  };
  const report = await checkProblem(folder, options).finally(bar.stop);
  const { color, width } = terminal;
  terminal.out(`${json ? reportToJson(report) : formatReport(report, { color, width })}\n`);
  return statusOf(report.verdict);
};
