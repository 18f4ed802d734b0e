import { z } from 'zod';

/** Version of the questions and answers: docs/process-protocol.md. */
export const PROTOCOL_VERSION = 1;

/** What a process may be asked beside hello and bye. */
export const OPERATIONS = ['cost', 'costs', 'gradient'] as const;

/** More parameters than this are a mistake: 2 GiB. */
const MAX_PARAMETERS = 2 ** 28;

const tensor = z.object({
  name: z.string().min(1).max(1000),
  shape: z.array(z.int().min(1)).max(32),
});

/** The header of the answer to hello. */
export const helloSchema = z.object({
  version: z.literal(PROTOCOL_VERSION),
  /** What it can be asked. */
  operations: z.array(z.string()),
  /** Its parameters, whose values follow as the payload; absent where the question brought them. */
  parameters: z
    .array(tensor)
    .min(1)
    .max(100_000)
    .refine((tensors) => sizeOfAll(tensors) <= MAX_PARAMETERS, {
      error: `have more than ${MAX_PARAMETERS} numbers`,
    })
    .optional(),
});

/** The answer to hello, validated. */
export type Hello = z.infer<typeof helloSchema>;

/** How many numbers tensors of these shapes have in all. */
export const sizeOfAll = (tensors: readonly { readonly shape: readonly number[] }[]): number =>
  tensors.reduce((sum, { shape }) => sum + shape.reduce((size, dimension) => size * dimension, 1), 0);
