import { z } from 'zod';
import { baselineResultSchema, type EncodedBaseline } from './baseline-result.ts';
import type { EncodedRun } from './encoded-run.ts';
import { partResultSchema } from './part-result.ts';
import { runResultSchema } from './run-result.ts';

/** What a job below the one that concludes returns. */
export const resultSchema = z.discriminatedUnion('kind', [
  baselineResultSchema,
  runResultSchema,
  partResultSchema,
]);

/** All that was found for a check; a job that ran twice counts once. */
export interface CheckResults {
  readonly baseline: EncodedBaseline | null;
  readonly runs: readonly EncodedRun[];
}

/** Sorts what the jobs returned. */
export const checkResults = (results: readonly z.infer<typeof resultSchema>[]): CheckResults => ({
  baseline: results.find((result) => result.kind === 'baseline') ?? null,
  runs: results.filter((result) => result.kind !== 'baseline'),
});
