import type { ClaimPrecision, FunctionProblem } from '@gradproof/core/fleet';
import type { ChunkStore } from './chunk-store.ts';
import { bytesOfVector, vectorOfBytes } from './float64-bytes.ts';
import type { StoreLimits } from './limits.ts';
import { type ParametersManifest, parametersOfChunk, validateTensors } from './parameters-manifest.ts';
import { chunkOfManifest } from './parse-manifest.ts';
import { type StoredProblem, storeManifest } from './problem-store.ts';
import { readChunk, readContent } from './read-content.ts';
import { uploadable } from './upload.ts';

/** A function's parameters, and the gradient to be checked; J itself is code, which no store holds. */
export interface StorableFunction extends Pick<FunctionProblem, 'layout' | 'theta'> {
  /** The gradient, [P]; NaN and Infinity are kept. */
  readonly grad: Float64Array;
  /** What the gradient is given in, where that was said. */
  readonly gradientPrecision?: ClaimPrecision | undefined;
}

/** Stores the parameters and the gradient: what the store already has is not sent again, the manifest comes last. Throws InputError, StoreError. */
export const putFunction = async (
  store: ChunkStore,
  { layout, theta, grad, gradientPrecision }: StorableFunction,
): Promise<StoredProblem> => {
  const tensors = layout.tensors.map(({ name, shape }) => ({ name, shape: [...shape] }));
  validateTensors(tensors);
  const uploads = { theta: uploadable(bytesOfVector(theta)), grad: uploadable(bytesOfVector(grad)) };
  const manifest: ParametersManifest = {
    schema: 1,
    kind: 'function',
    tensors,
    gradientPrecision,
    theta: uploads.theta.content,
    grad: uploads.grad.content,
  };
  return storeManifest(store, Object.values(uploads), chunkOfManifest(manifest));
};

/**
 * The parameters and gradient of this hash, which is untrusted: each chunk is verified.
 *
 * @param hash The SHA-256 of the manifest, as in a check's specification.
 * @throws StoreError: `missing`, `corrupted`, or `refused`.
 */
export const getFunction = async (
  store: ChunkStore,
  hash: string,
  limits: StoreLimits = {},
): Promise<StorableFunction> => {
  const { manifest, layout } = parametersOfChunk(
    await readChunk(store, hash, 'the problem’s manifest'),
    limits,
  );
  const theta = vectorOfBytes(await readContent(store, manifest.theta, 'θ'));
  const grad = vectorOfBytes(await readContent(store, manifest.grad, 'the gradient'));
  return { layout, theta, grad, gradientPrecision: manifest.gradientPrecision };
};
