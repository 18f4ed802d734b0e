import type { EngineDescription } from '@gradproof/core/fleet';
import { z } from 'zod';

/** What the bits of a check depend on, as part of a queue's name: no colon, which separates the parts of Redis's keys. */
export const arithmeticSchema = z.string().regex(/^[\w.-]{1,200}$/);

const positive = z.number().positive().finite();

/** An engine as a worker describes it. A client without such a device resolves a check's options by it. */
export const engineDescriptionSchema = z.strictObject({
  name: z.enum(['cpu', 'gpu']),
  device: z.string().max(1000),
  precision: z.enum(['float64', 'float32']),
  arithmetic: arithmeticSchema,
  methods: z.array(z.enum(['textbook', 'incremental'])).max(2),
  problems: z.array(z.enum(['layered', 'function'])).max(2),
  software: z.boolean().exactOptional(),
  relativeError: positive.max(1).exactOptional(),
  shardOperations: positive.exactOptional(),
}) satisfies z.ZodType<EngineDescription>;
