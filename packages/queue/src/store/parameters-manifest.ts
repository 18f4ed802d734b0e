import { type Layout, layoutOf } from '@gradproof/flatteners';
import { InputError } from '@gradproof/model';
import { z } from 'zod';
import { contentSchema } from './content.ts';
import { issuesText } from './issues-text.ts';
import { assertWithinLimit, type StoreLimits } from './limits.ts';
import { precisionSchema } from './precision-schema.ts';
import { parseManifest, refused } from './parse-manifest.ts';
import { assertChunkCount } from './read-content.ts';

const tensorSchema = z.strictObject({
  name: z
    .string()
    .min(1)
    .max(1000)
    .refine((name) => name.isWellFormed(), 'must be well-formed Unicode'),
  shape: z.array(z.int().min(1)).max(32),
});

/** A function's parameters and the gradient to be checked, by reference; the module that computes J isn't part of it. */
const schema = z.strictObject({
  schema: z.literal(1),
  kind: z.literal('function'),
  tensors: z.array(tensorSchema).min(1).max(100_000),
  gradientPrecision: precisionSchema.optional(),
  theta: contentSchema,
  grad: contentSchema,
});

/** A function's parameters by reference. */
export type ParametersManifest = z.infer<typeof schema>;

/** Throws InputError for parameters that the store's readers refuse: a name or shape that is too long, too many tensors. */
export const validateTensors = (tensors: ParametersManifest['tensors']): void => {
  const { error } = schema.pick({ tensors: true }).safeParse({ tensors });
  if (error) throw new InputError(`The fleet doesn't take these parameters: ${issuesText(error)}`);
};

const WHAT = { theta: 'θ', grad: 'the gradient' } as const;

/**
 * The manifest that the bytes hold, untrusted, and its layout. Throws StoreError `refused` unless its sizes agree and are
 * within the limits.
 */
export const parametersOfChunk = (
  bytes: Uint8Array,
  limits: StoreLimits,
): { readonly manifest: ParametersManifest; readonly layout: Layout } => {
  const manifest = parseManifest(bytes, schema);
  const numbers = manifest.tensors.reduce(
    (sum, { shape }) => sum + shape.reduce((size, dimension) => size * dimension, 1),
    0,
  );
  for (const key of ['theta', 'grad'] as const) {
    const content = manifest[key];
    if (content.bytes !== 8 * numbers)
      throw refused(
        `${WHAT[key]} has ${content.bytes} bytes, but by the tensors' shapes it has ${8 * numbers}.`,
      );
    assertChunkCount(content, WHAT[key]);
  }
  assertWithinLimit(16 * numbers, 'The function', limits);
  return { manifest, layout: layoutOf(manifest.tensors) };
};
