import type { Run } from '@gradproof/core/fleet';
import { z } from 'zod';
import { checkSpecSchema, SCHEMA } from './check-spec.ts';

const range = z
  .strictObject({ start: z.number().int().min(0), end: z.number().int().positive() })
  .refine(({ start, end }) => start < end, 'a range must hold a coordinate');

/** A run: coordinates of weights (or all kinds), and of the biases of units that end in it. */
export const runSchema = z.strictObject({ shard: range, biases: range.nullable() });

/** Which round of its check a job belongs to: 16 hexadecimal digits. */
export const roundSchema = z.string().regex(/^[0-9a-f]{16}$/, 'must be 16 hexadecimal digits');

/** Compute a run of a check. A job carries a reference and a range, never numbers of the problem. */
export const runJobSchema = z.strictObject({
  schema: z.literal(SCHEMA),
  kind: z.literal('run'),
  spec: checkSpecSchema,
  round: roundSchema,
  run: runSchema,
});

/** Evaluate J(θ), and measure the control: what the runs are compared with, beside them. */
export const baselineJobSchema = z.strictObject({
  schema: z.literal(SCHEMA),
  kind: z.literal('baseline'),
  spec: checkSpecSchema,
  round: roundSchema,
});

/** Compute a run again on another worker than the first, and compare. */
export const recheckJobSchema = z.strictObject({ ...runJobSchema.shape, kind: z.literal('recheck') });

/** Hand on the results of many runs as one: a job holds no more than so many children. */
export const collectJobSchema = z.strictObject({
  schema: z.literal(SCHEMA),
  kind: z.literal('collect'),
  spec: checkSpecSchema,
  round: roundSchema,
  /** Which part of the check, from 0. */
  part: z.number().int().min(0),
});

/** Add up, judge and report. */
export const concludeJobSchema = z.strictObject({
  schema: z.literal(SCHEMA),
  kind: z.literal('conclude'),
  spec: checkSpecSchema,
  round: roundSchema,
  /** How many runs there are. */
  runs: z.number().int().positive(),
});

/** Every job there is. */
export const jobSchema = z.discriminatedUnion('kind', [
  baselineJobSchema,
  runJobSchema,
  recheckJobSchema,
  collectJobSchema,
  concludeJobSchema,
]);

/** Evaluate J(θ), and measure the control. */
export type BaselineJob = z.infer<typeof baselineJobSchema>;
/** Compute a run. */
export type RunJob = z.infer<typeof runJobSchema>;
/** Compute a run again. */
export type RecheckJob = z.infer<typeof recheckJobSchema>;
/** Hand on results. */
export type CollectJob = z.infer<typeof collectJobSchema>;
/** Conclude the check. */
export type ConcludeJob = z.infer<typeof concludeJobSchema>;
/** Every job there is. */
export type FleetJob = z.infer<typeof jobSchema>;

/** "coordinates 0 to 1,023 (and biases 5,000 to 5,003)" */
export const runText = ({ shard, biases }: Run): string => {
  const text = (start: number, end: number) => `${start} to ${end - 1}`;
  const ofBiases = biases ? ` (and biases ${text(biases.start, biases.end)})` : '';
  return `coordinates ${text(shard.start, shard.end)}${ofBiases}`;
};
