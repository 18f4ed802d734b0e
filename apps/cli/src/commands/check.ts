import {
  checkFunctions,
  type ClaimedGradient,
  type Coverage,
  type GradientPrecision,
  type Method,
  type Report,
  reportToJson,
  type ScalarFunction,
} from '@gradproof/core';
import { formatReport } from '@gradproof/report';
import { adviseOn } from '../advise-on.ts';
import { commandLine } from '../command-line.ts';
import { engineFor } from '../engines/engine-for.ts';
import type { EngineOptions } from '../engines/engine-of.ts';
import { statusOf } from '../exit-status.ts';
import { createProgressBar, type ProgressBar } from '../progress-bar.ts';
import type { Terminal } from '../terminal.ts';
import { version } from '../version.ts';
import { wordRemedy } from '../words/remedy.ts';
import type { ReportPage } from './report-page.ts';
import { withProblem } from './with-problem.ts';

/** The options of `gradproof check`, parsed. */
export interface CheckCommandOptions extends EngineOptions {
  readonly method: Method | 'auto';
  readonly epsilon?: number;
  readonly coverage?: Coverage;
  readonly threshold?: number;
  readonly gradientPrecision?: GradientPrecision;
  readonly seed?: number;
  /** Of a process. */
  readonly evaluationSeconds?: number;
  readonly json?: boolean;
  /** The .html file to write. */
  readonly report?: string;
  readonly force?: boolean;
}

/** Checks the problem, prints the report, and returns the exit status. Throws InputError, and the signal's reason. */
export const check = async (
  problem: string,
  options: CheckCommandOptions,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<number> => {
  const { seed, evaluationSeconds, json = false } = options;
  const bar = createProgressBar(terminal.progress);
  const { report, unwritten } = await withProblem(problem, { seed, signal, evaluationSeconds }, (functions) =>
    checkOpened(functions, { problem, options, terminal, signal, bar }),
  ).finally(bar.stop);
  const { color, width } = terminal;
  terminal.out(`${json ? reportToJson(report) : formatReport(report, { color, width, wordRemedy })}\n`);
  if (unwritten) throw unwritten.reason; // after the report, which may have taken hours
  return statusOf(report.verdict);
};

/** What a check is run with. */
interface Request {
  /** Its path. */
  readonly problem: string;
  readonly options: CheckCommandOptions;
  readonly terminal: Terminal;
  readonly signal: AbortSignal;
  readonly bar: ProgressBar;
}

/** The report, and why its page could not be written, where one was asked for. */
interface CheckedProblem {
  readonly report: Report;
  readonly unwritten: { readonly reason: unknown } | null;
}

/** Checks the functions of an opened problem, and writes the page that --report asks for. */
const checkOpened = async (
  opened: readonly ScalarFunction[],
  { problem, options, terminal, signal, bar }: Request,
): Promise<CheckedProblem> => {
  const { method, epsilon, coverage, threshold, gradientPrecision, seed } = options;
  const functions = opened.map(withGradientOnce);
  const page = await pageOf(problem, options, functions);
  const engine = await engineFor(functions, options, method);
  const report = await checkFunctions(functions, {
    engine,
    ...(page === null ? {} : { onGradapprox: page.onGradapprox }),
    method,
    signal,
    onProgress: bar.onProgress,
    onEstimate: adviseOn(coverage ?? { kind: 'full' }, terminal),
    ...(coverage === undefined ? {} : { coverage }),
    ...(epsilon === undefined ? {} : { epsilon }),
    ...(threshold === undefined ? {} : { threshold }),
    ...(gradientPrecision === undefined ? {} : { gradientPrecision }),
    ...(seed === undefined ? {} : { seed }),
  });
  const unwritten = await page?.write(report, engine, signal).then(
    () => null,
    (reason: unknown) => ({ reason }),
  );
  return { report, unwritten: unwritten ?? null };
};

/** The function, whose gradient is computed once, however often it is asked for. */
const withGradientOnce = (scalar: ScalarFunction): ScalarFunction => {
  let gradient: Promise<ClaimedGradient> | undefined;
  return { ...scalar, gradient: () => (gradient ??= scalar.gradient()) };
};

/** The page that --report asks for; its code is loaded only then. */
const pageOf = async (
  problem: string,
  options: CheckCommandOptions,
  functions: readonly ScalarFunction[],
): Promise<ReportPage | null> => {
  const { report: file, force = false } = options;
  if (file === undefined) return null;
  const { createReportPage } = await import('./report-page.ts');
  const whole = functions.find(({ kind }) => kind === 'whole'); // of many outputs no one gradient can be drawn
  const check = whole ? { problem: whole.problem, grad: (await whole.gradient()).grad } : null;
  const command = commandOf(problem, options);
  return createReportPage(check, { file, force, problem, command, madeBy: `gradproof ${version}` });
};

/** The command line that makes the same report again. */
const commandOf = (problem: string, options: CheckCommandOptions): string => {
  const {
    method,
    engine,
    device,
    epsilon,
    coverage,
    threshold,
    gradientPrecision,
    seed,
    evaluationSeconds,
    report,
    force,
  } = options;
  return commandLine(['gradproof', 'check', problem], {
    method: method === 'auto' ? undefined : method,
    engine: engine === 'cpu' ? undefined : engine,
    device,
    epsilon,
    coverage: coverage && coverageText(coverage),
    threshold,
    'gradient-precision': gradientPrecision,
    seed,
    'evaluation-seconds': evaluationSeconds,
    report,
    force,
  });
};

/** The coverage as --coverage takes it. */
const coverageText = (coverage: Coverage): string =>
  coverage.kind === 'sample' ? `sample=${coverage.coordinates}` : coverage.kind;
