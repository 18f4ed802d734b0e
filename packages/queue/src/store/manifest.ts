import {
  activationNames,
  costNames,
  type NetworkDescription,
  networkMistakes,
  parameterShapes,
  sizeOf,
} from '@gradproof/model';
import { z } from 'zod';
import { contentSchema } from './content.ts';
import { assertWithinLimit, type StoreLimits } from './limits.ts';
import { precisionSchema } from './precision-schema.ts';
import { parseManifest, refused } from './parse-manifest.ts';
import { assertChunkCount } from './read-content.ts';

const network = z
  .strictObject({
    layers: z
      .array(z.strictObject({ units: z.int().min(1), activation: z.enum(activationNames) }))
      .min(1)
      .max(10_000),
    cost: z.enum(costNames),
    l2: z.number().min(0),
  })
  .superRefine((described, context) => {
    for (const { path, message } of networkMistakes(described))
      context.addIssue({ code: 'custom', path: [...path], message });
  });

/**
 * A problem by reference: everything that J depends on and the gradient to be checked, whose numbers lie in chunks. Its canonical JSON is
 * itself a chunk, and its SHA-256 is the problem's. Bytes of all: 8·(2P + (n₀ + n_L)·m), and about 67 for each 4 MiB of these.
 */
const manifestSchema = z.strictObject({
  schema: z.literal(1),
  kind: z.literal('layered'),
  network,
  /** n₀, the rows of X. */
  features: z.int().min(1),
  /** m, the columns of X and Y. */
  examples: z.int().min(1),
  costValue: z.number().optional(),
  gradientPrecision: precisionSchema.optional(),
  theta: contentSchema,
  grad: contentSchema,
  X: contentSchema,
  Y: contentSchema,
});

/** A manifest whose sizes agree with one another. */
export type Manifest = z.infer<typeof manifestSchema>;

/** The vectors of a manifest, and what messages call them. */
export const VECTORS = { theta: 'θ', grad: 'the gradient', X: 'X', Y: 'Y' } as const;

/** Σ units over the layers. */
const unitsOf = ({ layers }: NetworkDescription): number => layers.reduce((sum, { units }) => sum + units, 0);

const assertSizesAgree = ({ network, features, examples, ...manifest }: Manifest): void => {
  const parameters = parameterShapes(network, features).reduce((sum, { shape }) => sum + sizeOf(shape), 0);
  const numbers = {
    theta: parameters,
    grad: parameters,
    X: features * examples,
    Y: network.layers.at(-1)!.units * examples,
  };
  for (const key of ['theta', 'grad', 'X', 'Y'] as const) {
    const bytes = 8 * numbers[key];
    if (manifest[key].bytes !== bytes)
      throw refused(
        `${VECTORS[key]} has ${manifest[key].bytes} bytes, but by the network's shape it has ${bytes}.`,
      );
    assertChunkCount(manifest[key], VECTORS[key]);
  }
};

/**
 * The manifest that the (untrusted) bytes hold. Throws StoreError `refused` unless its sizes agree, and the problem with
 * one forward pass, 8·(2P + (n₀ + n_L)·m) + 16·m·Σ units bytes, is within the limits.
 */
export const manifestOfChunk = (bytes: Uint8Array, limits: StoreLimits): Manifest => {
  const manifest = parseManifest(bytes, manifestSchema);
  assertSizesAgree(manifest);
  const { theta, grad, X, Y, network, examples } = manifest;
  const pass = 16 * examples * unitsOf(network);
  assertWithinLimit(
    theta.bytes + grad.bytes + X.bytes + Y.bytes + pass,
    'The problem with one forward pass',
    limits,
  );
  return manifest;
};
