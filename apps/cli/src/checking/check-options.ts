import type { Coverage, GradientPrecision, Method } from '@gradproof/core';
import { commandLine } from '../command-line.ts';
import type { EngineOptions } from '../engines/engine-of.ts';

/** What decides the outcome of a check: the options of `gradproof check` that aren't about showing it. */
export interface CheckingOptions extends EngineOptions {
  readonly method: Method | 'auto';
  readonly epsilon?: number;
  readonly coverage?: Coverage;
  readonly threshold?: number;
  readonly gradientPrecision?: GradientPrecision;
  readonly seed?: number;
  /** Of a process. */
  readonly evaluationSeconds?: number;
}

/** Where a page of the report is written. */
export interface PageOptions {
  /** The .html file to write. */
  readonly report?: string;
  /** Whether one that gradproof didn't write is replaced. */
  readonly force?: boolean;
}

/** The command line that makes the same report again. */
export const commandOf = (problem: string, options: CheckingOptions & PageOptions): string => {
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
