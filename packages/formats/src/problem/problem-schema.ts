import { activationNames, costNames, costs } from '@gradproof/model';
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
  .superRefine(({ layers, cost }, context) => {
    layers.slice(0, -1).forEach(({ activation }, index) => {
      if (activation !== 'softmax') return;
      context.addIssue({
        code: 'custom',
        path: ['layers', index, 'activation'],
        message: 'is "softmax", which only the last layer can have',
      });
    });
    const last = layers.at(-1)?.activation;
    if (last === undefined) return; // said already: there are no layers
    const wanted = costs[cost].lastActivation;
    if (wanted !== null && last !== wanted) {
      context.addIssue({
        code: 'custom',
        path: ['layers', layers.length - 1, 'activation'],
        message: `is "${last}", but the cost ${cost} needs "${wanted}" as the last activation`,
      });
    }
    if (wanted === null && last === 'softmax') {
      context.addIssue({
        code: 'custom',
        path: ['cost'],
        message: `is "${cost}", but a last layer of softmax needs "softmax-cross-entropy"`,
      });
    }
  });

/** problem.json: the model, where its arrays are, and optionally the user's own J(θ). */
export const problemSchema = z.strictObject({
  model,
  parameters: z.string().min(1),
  /** Needed by a check alone. */
  gradients: z.string().min(1).optional(),
  data: z.string().min(1),
  costValue: z.number().optional(),
});

/** problem.json, validated. */
export type ProblemDescription = z.infer<typeof problemSchema>;
