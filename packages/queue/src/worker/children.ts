import type { Job } from 'bullmq';
import { z } from 'zod';
import { runResultSchema, type EncodedRunResult } from '../schemas/run-result.ts';
import type { Signer } from '../signing/signer.ts';

/** What a job that brings runs together returns. */
const collectedSchema = z.strictObject({ results: z.array(z.unknown()).max(1_000_000) });

/** Why children failed; empty when none did. */
export const failuresOf = async (job: Job): Promise<string[]> =>
  Object.values(await job.getIgnoredChildrenFailures()).map(String);

/** The children's values as they were returned: results, and those that were collected. */
export const valuesOf = async (job: Job): Promise<unknown[]> => {
  const values = Object.values(await job.getChildrenValues<unknown>());
  return values.flatMap((value) => {
    const collected = collectedSchema.safeParse(value);
    return collected.success ? collected.data.results : [value];
  });
};

/** The results of runs among them, verified. Throws SignatureError, ZodError. */
export const resultsOf = (values: readonly unknown[], signer: Signer): EncodedRunResult[] =>
  values.map((value) => runResultSchema.parse(signer.verify('result', Object(value) as object)));
