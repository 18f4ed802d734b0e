import {
  differenceOverEpsilon,
  type Check,
  type CheckOptions,
  type Engine,
  type EpsilonCurve,
  type Report,
} from '@gradproof/core';
import { refuseTarget, writeWhole } from '@gradproof/formats';
import { htmlReport } from '@gradproof/report/html';

/** What a report page is made of, but for the report. */
export interface ReportPageOptions {
  /** The .html file to write. */
  readonly file: string;
  /** Whether it may replace one that is there. */
  readonly force: boolean;
  /** What was checked, as the command line names it. */
  readonly problem: string;
  /** The command line that makes the same report. */
  readonly command: string;
  /** Program and version. */
  readonly madeBy: string;
}

/** Listens to a check and writes its report as a page. */
export interface ReportPage {
  readonly onGradapprox: NonNullable<CheckOptions['onGradapprox']>;
  readonly write: (report: Report, engine: Engine, signal: AbortSignal) => Promise<void>;
}

/** Prepares the page of a check that is about to run. Throws InputError when the file can't be written. */
export const createReportPage = async (
  { problem, grad }: Pick<Check, 'problem' | 'grad'>,
  { file, force, problem: title, command, madeBy }: ReportPageOptions,
): Promise<ReportPage> => {
  await refuseTarget(file, force);
  const { layout } = problem;
  const gradapprox = new Float64Array(layout.size);
  let known = 0;
  return {
    onGradapprox: ({ start, end }, values) => {
      gradapprox.set(values, start);
      known += end - start;
    },
    write: async (report, engine, signal) => {
      const isWhole = known === layout.size;
      const curve: EpsilonCurve | null =
        report.method === 'textbook' && Number.isFinite(report.cost)
          ? await differenceOverEpsilon({ problem, grad }, { engine, seed: report.seed, signal })
          : null;
      const entries = isWhole ? { layout, grad, gradapprox } : null;
      await writeWhole(file, htmlReport({ report, title, command, madeBy, entries, curve }), force);
    },
  };
};
