import { z } from 'zod';
import { SCHEMA } from './check-spec.ts';
import { roundSchema } from './jobs.ts';

/** Why a check failed: `input`, it can't be done with this problem; `fleet`, something of the fleet is broken. */
export const failureSchema = z.strictObject({
  kind: z.enum(['input', 'fleet']),
  message: z.string().max(10_000),
});

/** How a check ended. */
export const outcomeSchema = z.discriminatedUnion('state', [
  z.strictObject({
    schema: z.literal(SCHEMA),
    state: z.literal('concluded'),
    /** The report as reportToJson writes it. */
    report: z.string(),
    worker: z.string(),
  }),
  z.strictObject({ schema: z.literal(SCHEMA), state: z.literal('failed'), failure: failureSchema }),
  z.strictObject({ schema: z.literal(SCHEMA), state: z.literal('cancelled') }),
]);

/** How a check ended. */
export type Outcome = z.infer<typeof outcomeSchema>;
/** Why a check failed. */
export type Failure = z.infer<typeof failureSchema>;

/** What is known of a check from when it is submitted. */
export const submissionSchema = z.strictObject({
  schema: z.literal(SCHEMA),
  /** The problem's path as the user named it: for people. */
  name: z.string().max(1000),
  parameters: z.number().int().positive(),
  runs: z.number().int().positive(),
  /** Of a function: how many coordinates a run has. Whoever submits the same again cuts it alike, whatever it measured. */
  coordinates: z.number().int().positive().optional(),
  spec: z.unknown(),
  /** A check that failed or was cancelled, submitted again, has another: so that no result of the earlier round counts in it. */
  round: roundSchema,
  /** Redis's clock, milliseconds. */
  submittedAt: z.number(),
});

/** What is known of a check from when it is submitted. */
export type Submission = z.infer<typeof submissionSchema>;
