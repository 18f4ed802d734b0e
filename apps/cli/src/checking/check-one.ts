import { checkFunctions, type ClaimedGradient, type ScalarFunction } from '@gradproof/core';
import { adviseOn } from '../advise-on.ts';
import { engineFor } from '../engines/engine-for.ts';
import { createProgress, NO_PROGRESS, type ProgressBar } from '../progress-bar.ts';
import type { Detail } from '../reporters/text.ts';
import type { Terminal } from '../terminal.ts';
import { version } from '../version.ts';
import { type CheckingOptions, commandOf, type PageOptions } from './check-options.ts';
import type { Outcome } from '../outcome.ts';
import type { ReportPage } from './report-page.ts';
import { withProblem } from './with-problem.ts';

/** What a problem is checked with. */
export interface Request {
  /** Its path. */
  readonly problem: string;
  readonly options: CheckingOptions & PageOptions;
  readonly detail: Detail;
  readonly terminal: Terminal;
  readonly signal: AbortSignal;
}

/** The report of the problem, and why its page could not be written, where one was asked for. */
type Reported = Extract<Outcome, { kind: 'reported' }>;

/** Opens the problem, checks it, and writes the page that --report asks for. Throws InputError, and the signal's reason. */
export const checkOne = async (request: Request): Promise<Reported> => {
  const { problem, options, detail, terminal, signal } = request;
  const { seed, evaluationSeconds } = options;
  const bar = detail === 'quiet' ? NO_PROGRESS : createProgress(terminal);
  return withProblem(problem, { seed, signal, evaluationSeconds }, (functions) =>
    checkOpened(functions, request, bar),
  ).finally(bar.stop);
};

const checkOpened = async (
  opened: readonly ScalarFunction[],
  { problem, options, detail, terminal, signal }: Request,
  bar: ProgressBar,
): Promise<Reported> => {
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
    onEstimate: adviseOn({ coverage, detail, functions, engine: await engine.describe() }, terminal),
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
  return { kind: 'reported', problem, report, unwritten: unwritten ?? null };
};

/** The function, whose gradient is computed once, however often it is asked for. */
const withGradientOnce = (scalar: ScalarFunction): ScalarFunction => {
  let gradient: Promise<ClaimedGradient> | undefined;
  return { ...scalar, gradient: () => (gradient ??= scalar.gradient()) };
};

/** The page that --report asks for; its code is loaded only then. */
const pageOf = async (
  problem: string,
  options: CheckingOptions & PageOptions,
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
