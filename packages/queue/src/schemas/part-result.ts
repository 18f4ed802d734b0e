import type { PartialDifferences, Run } from '@gradproof/core';
import { z } from 'zod';
import { SCHEMA } from './check-spec.ts';
import { decodeDifferences, differencesSchema, encodeDifferences } from './differences.ts';
import { runSchema } from './jobs.ts';

/** What a run's job returns whose shard begins or ends within a block: nothing of it is compared before the others are there. */
export const partResultSchema = z.strictObject({
  schema: z.literal(SCHEMA),
  kind: z.literal('part'),
  /** The check that it belongs to: it counts in no other. */
  check: z.string().max(100),
  run: runSchema,
  /** Who computed it. */
  worker: z.string().max(200),
  evaluations: z.number().int().min(0),
  differences: differencesSchema,
});

/** Differences of a run as they are sent. */
export type EncodedPart = z.infer<typeof partResultSchema>;

/** The run's differences in the form that is sent. */
export const encodePart = (
  check: string,
  run: Run,
  { differences }: PartialDifferences,
  worker: string,
): EncodedPart => ({
  schema: SCHEMA,
  kind: 'part',
  check,
  run,
  worker,
  evaluations: differences.evaluations,
  differences: encodeDifferences(differences),
});

/** The differences again. Throws RangeError when they don't fit the run. */
export const decodePart = ({ run: { shard }, differences }: EncodedPart): PartialDifferences => ({
  shard,
  differences: decodeDifferences(differences, shard.end - shard.start),
});
