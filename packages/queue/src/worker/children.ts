import type { Job } from 'bullmq';
import { z } from 'zod';
import { FleetError } from '../connection/fleet-error.ts';
import { checkResults, type CheckResults, resultSchema } from '../schemas/check-results.ts';
import type { Signer } from '../signing/signer.ts';

/** The return value of a job that collects results. */
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

/** The check's results among them, verified. Throws SignatureError, ZodError, FleetError for another check's. */
export const resultsOf = (values: readonly unknown[], check: string, signer: Signer): CheckResults => {
  const results = values.map((value) => {
    const result = resultSchema.parse(signer.verify('result', Object(value) as object));
    if (result.check === check) return result;
    throw new FleetError(`a result of ${result.check} came in place of one of ${check}`);
  });
  return checkResults(results);
};
