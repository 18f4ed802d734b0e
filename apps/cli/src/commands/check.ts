import {
  checkFunctions,
  reportToJson,
  type Coverage,
  type Method,
  type ScalarFunction,
} from '@gradproof/core';
import { formatReport } from '@gradproof/report';
import { commandLine } from '../command-line.ts';
import { statusOf } from '../exit-status.ts';
import { adviseOn } from '../advise-on.ts';
import { createProgressBar } from '../progress-bar.ts';
import type { Terminal } from '../terminal.ts';
import { version } from '../version.ts';
import { engineFor } from './engine-for.ts';
import type { EngineOptions } from './engine-of.ts';
import type { ReportPage } from './report-page.ts';
import { withProblem } from './with-problem.ts';

/** The options of `gradproof check`, parsed. */
export interface CheckCommandOptions extends EngineOptions {
  readonly method: Method | 'auto';
  readonly epsilon?: number;
  readonly coverage?: Coverage;
  readonly threshold?: number;
  readonly seed?: number;
  /** Of a process. */
  readonly evaluationSeconds?: number;
  readonly json?: boolean;
  /** The .html file to write. */
  readonly report?: string;
  readonly force?: boolean;
}

/** Each gradient is computed once, however often it is asked for. */
const onceEach = (functions: readonly ScalarFunction[]): ScalarFunction[] =>
  functions.map((own) => {
    let gradient: Promise<Float64Array> | undefined;
    return { ...own, gradient: () => (gradient ??= own.gradient()) };
  });

/** The page that --report asks for; its code is loaded only then. */
const pageOf = async (
  problem: string,
  given: CheckCommandOptions,
  functions: readonly ScalarFunction[],
): Promise<ReportPage | null> => {
  const { report: file, force = false, method, epsilon, coverage, threshold, seed, engine, device } = given;
  if (file === undefined) return null;
  const command = commandLine(['gradproof', 'check', problem], {
    method: method === 'auto' ? undefined : method,
    engine: engine === 'cpu' ? undefined : engine,
    device,
    epsilon,
    coverage: coverage && (coverage.kind === 'sample' ? `sample=${coverage.coordinates}` : coverage.kind),
    threshold,
    seed,
    'evaluation-seconds': given.evaluationSeconds,
    report: file,
    force,
  });
  const { createReportPage } = await import('./report-page.ts');
  const [first] = functions as [ScalarFunction];
  const check = first.name === null ? { problem: first.problem, grad: await first.gradient() } : null;
  return createReportPage(check, { file, force, problem, command, madeBy: `gradproof ${version}` });
};

/** Checks the problem, prints the report, and returns the exit status. Throws InputError, and the signal's reason. */
export const check = async (
  problem: string,
  given: CheckCommandOptions,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<number> => {
  const { method, epsilon, coverage, threshold, seed, evaluationSeconds, json = false } = given;
  const bar = createProgressBar(terminal.progress);
  const { found: report, unwritten } = await withProblem(
    problem,
    { seed, signal, evaluationSeconds },
    async (opened) => {
      const functions = onceEach(opened);
      const page = await pageOf(problem, given, functions);
      const engine = await engineFor(functions, given, method);
      const found = await checkFunctions(functions, {
        engine,
        ...(page === null ? {} : { onGradapprox: page.onGradapprox }),
        method,
        signal,
        onProgress: bar.onProgress,
        onEstimate: adviseOn(coverage ?? { kind: 'full' }, terminal),
        ...(coverage === undefined ? {} : { coverage }),
        ...(epsilon === undefined ? {} : { epsilon }),
        ...(threshold === undefined ? {} : { threshold }),
        ...(seed === undefined ? {} : { seed }),
      });
      const unwritten = await page?.write(found, engine, signal).then(
        () => null,
        (reason: unknown) => ({ reason }),
      );
      return { found, unwritten };
    },
  ).finally(bar.stop);
  const { color, width } = terminal;
  terminal.out(`${json ? reportToJson(report) : formatReport(report, { color, width })}\n`);
  if (unwritten) throw unwritten.reason; // the report itself is told: it may have taken hours
  return statusOf(report.verdict);
};
