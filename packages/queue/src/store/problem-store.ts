import type { ClaimPrecision, LayeredProblem } from '@gradproof/core/fleet';
import { layoutOf } from '@gradproof/flatteners';
import { parameterShapes } from '@gradproof/model';
import type { ChunkStore } from './chunk-store.ts';
import { bytesOfVector, vectorOfBytes } from './float64-bytes.ts';
import type { StoreLimits } from './limits.ts';
import { type Manifest, manifestOfChunk, VECTORS } from './manifest.ts';
import { chunkOfManifest } from './parse-manifest.ts';
import { readChunk, readContent } from './read-content.ts';
import { StoreError } from './store-error.ts';
import { uploadable, type Uploadable, uploadMissing } from './upload.ts';
import { validateNumbers } from './validate-numbers.ts';

/** A layered problem with the gradient to be checked. */
export interface StorableProblem {
  readonly problem: LayeredProblem;
  /** The gradient, [P]; NaN and Infinity are kept. */
  readonly grad: Float64Array;
  /** J(θ) as the user's own code has it. */
  readonly costValue?: number | undefined;
  /** What the gradient is given in, where that was said. */
  readonly gradientPrecision?: ClaimPrecision | undefined;
}

/** A problem in the store. */
export interface StoredProblem {
  /** The SHA-256 of its manifest: the same for the same problem, always. */
  readonly problem: string;
  /** Bytes of its vectors and its manifest. */
  readonly bytes: number;
  /** Bytes of them that the store didn't have yet, and that were sent. */
  readonly uploaded: number;
}

/** Describes the problem by the hashes of what it holds, in one pass over its numbers. */
const describe = ({ problem, grad, costValue, gradientPrecision }: StorableProblem) => {
  const { network, theta, X, Y } = problem;
  const uploads = {
    theta: uploadable(bytesOfVector(theta)),
    grad: uploadable(bytesOfVector(grad)),
    X: uploadable(bytesOfVector(X.data)),
    Y: uploadable(bytesOfVector(Y.data)),
  };
  const manifest: Manifest = {
    schema: 1,
    kind: 'layered',
    network: {
      layers: network.layers.map(({ units, activation }) => ({ units, activation })),
      cost: network.cost,
      l2: network.l2,
    },
    features: X.shape[0]!,
    examples: X.shape[1]!,
    costValue,
    gradientPrecision,
    theta: uploads.theta.content,
    grad: uploads.grad.content,
    X: uploads.X.content,
    Y: uploads.Y.content,
  };
  return { uploads: Object.values(uploads), manifest: chunkOfManifest(manifest) };
};

/** The hash that putProblem gives the problem, without storing anything. */
export const problemHash = (storable: StorableProblem): string => describe(storable).manifest.hash;

/** Stores a manifest and what it refers to: what the store already has is not sent again, the manifest comes last. Throws StoreError. */
export const storeManifest = async (
  store: ChunkStore,
  uploads: readonly Uploadable[],
  manifest: ReturnType<typeof chunkOfManifest>,
): Promise<StoredProblem> => {
  const vectors = await uploadMissing(store, uploads);
  const [isThere] = await store.has([manifest.hash]);
  if (isThere !== true) await store.put(manifest.hash, manifest.bytes);
  return {
    problem: manifest.hash,
    bytes: uploads.reduce((sum, { bytes }) => sum + bytes.length, manifest.bytes.length),
    uploaded: vectors + (isThere === true ? 0 : manifest.bytes.length),
  };
};

/** Stores the problem. Throws StoreError. */
export const putProblem = (store: ChunkStore, storable: StorableProblem): Promise<StoredProblem> => {
  const { uploads, manifest } = describe(storable);
  return storeManifest(store, uploads, manifest);
};

const assertAllChunks = async (store: ChunkStore, manifest: Manifest): Promise<void> => {
  for (const [key, what] of Object.entries(VECTORS) as [keyof typeof VECTORS, string][]) {
    const { chunks } = manifest[key];
    const missing = (await store.has(chunks)).indexOf(false);
    if (missing < 0) continue;
    throw new StoreError(
      'missing',
      `The store doesn't have chunk ${missing + 1} of ${chunks.length} of ${what} (${chunks[missing]}): its time has passed, or it was purged. Submit the problem again.`,
    );
  }
};

/**
 * The problem of this hash, which is untrusted: each chunk is verified, and nothing is allocated before the sizes are known to
 * agree and to lie within the limits, and every chunk to be there.
 *
 * @param hash The SHA-256 of the problem's manifest, as in a check's specification.
 * @throws StoreError: `missing`, `corrupted`, or `refused`.
 */
export const getProblem = async (
  store: ChunkStore,
  hash: string,
  limits: StoreLimits = {},
): Promise<StorableProblem> => {
  const manifest = manifestOfChunk(await readChunk(store, hash, 'the problem’s manifest'), limits);
  await assertAllChunks(store, manifest);
  const read = async (key: keyof typeof VECTORS): Promise<Float64Array> =>
    vectorOfBytes(await readContent(store, manifest[key], VECTORS[key]));
  const { network, features, examples, costValue, gradientPrecision } = manifest;
  const layout = layoutOf(parameterShapes(network, features));
  const theta = await read('theta');
  const grad = await read('grad');
  const X = { shape: [features, examples], data: await read('X') };
  const Y = { shape: [network.layers.at(-1)!.units, examples], data: await read('Y') };
  const problem: LayeredProblem = { kind: 'layered', network, layout, theta, X, Y };
  await validateNumbers(problem);
  return { problem, grad, costValue, gradientPrecision };
};
