import type { PartialDerivatives, Run } from '@gradproof/core/fleet';
import { z } from 'zod';
import { SCHEMA } from './check-spec.ts';
import { decodeDerivatives, derivativesSchema, encodeDerivatives } from './derivatives.ts';
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
  derivatives: derivativesSchema,
});

/** Derivatives of a run as they are sent. */
export type EncodedPart = z.infer<typeof partResultSchema>;

/** The run's derivatives in the form that is sent. */
export const encodePart = (
  check: string,
  run: Run,
  { derivatives }: PartialDerivatives,
  worker: string,
): EncodedPart => ({
  schema: SCHEMA,
  kind: 'part',
  check,
  run,
  worker,
  evaluations: derivatives.evaluations,
  derivatives: encodeDerivatives(derivatives),
});

/** The derivatives again. Throws RangeError when they don't fit the run. */
export const decodePart = ({ run: { shard }, derivatives }: EncodedPart): PartialDerivatives => ({
  shard,
  derivatives: decodeDerivatives(derivatives, shard.end - shard.start),
});
