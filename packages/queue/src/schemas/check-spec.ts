import { z } from 'zod';
import { canonicalJson } from '../signing/canonical-json.ts';
import { hashSchema } from '../store/content.ts';
import { sha256 } from '../store/sha256.ts';
import { arithmeticSchema } from './engine-description.ts';
import { moduleNameSchema } from './module-name.ts';

/** Version of everything that is sent: jobs, results and outcomes of another are refused. */
export const SCHEMA = 2;

/** The module that computes a function, and how its steps were asked for. */
const moduleSchema = z.strictObject({
  name: moduleNameSchema,
  /** Over the module's file and all that it imports inside its folder. */
  sha256: hashSchema,
  /** Whether each coordinate's step is searched. */
  adaptive: z.boolean(),
});

/** What a check is, all of it: two of the same content are the same check. */
export const checkSpecSchema = z.strictObject({
  schema: z.literal(SCHEMA),
  /** SHA-256 of the problem's manifest: parameters, gradient, examples, network. */
  problem: hashSchema,
  method: z.enum(['textbook', 'incremental']),
  epsilon: z.number().positive().finite(),
  threshold: z.number().positive().finite(),
  seed: z.number().int().min(0).max(0xffff_ffff),
  engine: z.enum(['cpu', 'gpu', 'function']),
  /** What the bits depend on: only workers of the same arithmetic compute the check. */
  arithmetic: arithmeticSchema,
  /** The share of runs that another worker computes again. */
  recheck: z.number().min(0).max(1),
  /** Of a function alone: who computes J. */
  module: moduleSchema.optional(),
});

/** A module that a check asks for. */
export type CheckModule = z.infer<typeof moduleSchema>;

/** What a check is. */
export type CheckSpec = z.infer<typeof checkSpecSchema>;

/** The check's id, from its content: `check-` and 40 hexadecimal digits (BullMQ's ids hold no colon and aren't all digits). */
export const checkId = (spec: CheckSpec): string => `check-${sha256(canonicalJson(spec)).slice(0, 40)}`;

/** Whether the text can be a check's id. */
export const isCheckId = (text: string): boolean => /^check-[0-9a-f]{40}$/.test(text);
