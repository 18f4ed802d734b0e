import { gradientPrecisions } from '@gradproof/core';
import { activationNames, costNames, networkMistakes } from '@gradproof/model';
import { z } from 'zod';

const layer = z.strictObject({
  units: z.int().min(1),
  activation: z.enum(activationNames),
});

const model = z
  .strictObject({
    layers: z.array(layer).min(1).max(10_000),
    cost: z.enum(costNames),
    l2: z.number().min(0).default(0),
  })
  .superRefine((network, context) => {
    for (const { path, message } of networkMistakes(network))
      context.addIssue({ code: 'custom', path: [...path], message });
  });

/** problem.json: the model, where its arrays are, and optionally the user's own J(θ). */
export const problemSchema = z.strictObject({
  model,
  parameters: z.string().min(1),
  /** Needed by a check alone. */
  gradients: z.string().min(1).optional(),
  data: z.string().min(1),
  costValue: z.number().optional(),
  /** What the gradient's code computes in, where neither the arrays' type nor their numbers show it. */
  gradientPrecision: z.enum(gradientPrecisions).optional(),
});

/** problem.json, validated. */
export type ProblemDescription = z.infer<typeof problemSchema>;
