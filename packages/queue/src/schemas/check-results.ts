import { z } from 'zod';
import { groundResultSchema, type EncodedGround } from './ground-result.ts';
import type { EncodedRun } from './encoded-run.ts';
import { partResultSchema } from './part-result.ts';
import { runResultSchema } from './run-result.ts';

/** What a job below the one that concludes returns. */
export const resultSchema = z.discriminatedUnion('kind', [
  groundResultSchema,
  runResultSchema,
  partResultSchema,
]);

/** All that was found for a check; a job that ran twice counts once. */
export interface CheckResults {
  readonly ground: EncodedGround | null;
  readonly runs: readonly EncodedRun[];
}

/** Sorts what the jobs returned. */
export const checkResults = (results: readonly z.infer<typeof resultSchema>[]): CheckResults => ({
  ground: results.find((result) => result.kind === 'ground') ?? null,
  runs: results.filter((result) => result.kind !== 'ground'),
});
