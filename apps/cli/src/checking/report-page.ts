import {
  type Check,
  type CheckOptions,
  differenceOverEpsilon,
  type Engine,
  type EpsilonCurve,
  type Report,
} from '@gradproof/core';
import { writeWhole } from '@gradproof/formats';
import { htmlReport } from '@gradproof/report/html';
import { assertOwnWritable, isOwnFile } from '../reporters/own-file.ts';
import { wordRemedy } from '../words/remedy.ts';

/** What a report page is made of, but for the report. */
export interface ReportPageOptions {
  /** The .html file to write. */
  readonly file: string;
  /** Whether it may replace one that gradproof didn't write. */
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

/**
 * Prepares the page of a check that is about to run; `check` is null where there are many, one for each output: their entries are not
 * drawn. Throws InputError when the file can't be written.
 */
export const createReportPage = async (
  check: Pick<Check, 'problem' | 'grad'> | null,
  { file, force, problem: title, command, madeBy }: ReportPageOptions,
): Promise<ReportPage> => {
  await assertOwnWritable(file, 'html', force);
  const gradapprox = new Float64Array(check?.problem.layout.size ?? 0);
  let known = 0;
  return {
    onGradapprox: ({ start, end }, values) => {
      if (check === null) return;
      gradapprox.set(values, start);
      known += end - start;
    },
    write: async (report, engine, signal) => {
      const isWhole = known === gradapprox.length;
      const curve: EpsilonCurve | null =
        check && isWhole && report.method === 'textbook' && Number.isFinite(report.cost)
          ? await differenceOverEpsilon(check, { engine, seed: report.seed, signal })
          : null;
      const entries =
        check && isWhole ? { layout: check.problem.layout, grad: check.grad, gradapprox } : null;
      const page = htmlReport({ report, title, command, madeBy, entries, curve, wordRemedy });
      await writeWhole(file, page, force || isOwnFile(file, 'html'));
    },
  };
};
