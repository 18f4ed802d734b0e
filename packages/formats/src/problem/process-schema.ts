import { gradientPrecisions } from '@gradproof/core';
import { z } from 'zod';

/** Seconds that an answer of a process may take, unless problem.json says otherwise. */
const TIME_LIMIT = 60;

const word = z.string().refine((text) => !text.includes('\0'), { error: 'holds a NUL character' });

/** problem.json of a function in another language: how its process is started, and the arrays that it doesn't know itself. */
export const processSchema = z.strictObject({
  process: z.strictObject({
    /** Program and arguments, run in the problem's folder, through no shell. */
    command: z.tuple([word.min(1)], word),
    /** The longest that one answer may take, in seconds. */
    timeLimit: z.number().min(0.001).max(86_400).default(TIME_LIMIT),
  }),
  /** Not needed where the process tells its parameters. */
  parameters: z.string().min(1).optional(),
  /** Not needed where the process computes the gradient, nor by `differentiate`. */
  gradients: z.string().min(1).optional(),
  costValue: z.number().optional(),
  /** What the gradient's code computes in, where neither the arrays' type nor their numbers show it. */
  gradientPrecision: z.enum(gradientPrecisions).optional(),
});

/** problem.json of a process, validated. */
export type ProcessDescription = z.infer<typeof processSchema>;
