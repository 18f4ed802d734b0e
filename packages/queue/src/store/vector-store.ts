import type { ChunkStore } from './chunk-store.ts';
import { type Content, contentSchema } from './content.ts';
import { bytesOfVector, vectorOfBytes } from './float64-bytes.ts';
import { issuesText } from './issues-text.ts';
import { assertWithinLimit, type StoreLimits } from './limits.ts';
import { readContent } from './read-content.ts';
import { StoreError } from './store-error.ts';
import { uploadable, uploadMissing } from './upload.ts';

const NUMBER_BYTES = Float64Array.BYTES_PER_ELEMENT;

/** Where vectors that are too large for a job's result go. */
export interface VectorStore {
  readonly put: (values: Float64Array) => Promise<Content>;
  readonly get: (content: Content) => Promise<Float64Array>;
}

/** Coordinates from `start` to before `end`. */
export interface CoordinateRange {
  readonly start: number;
  readonly end: number;
}

/** Stores a vector (at least one number) in the chunks that the store doesn't have yet; the result is what getVector needs. */
export const putVector = async (store: ChunkStore, vector: Float64Array): Promise<Content> => {
  const upload = uploadable(bytesOfVector(vector));
  await uploadMissing(store, [upload]);
  return upload.content;
};

const assertRange = ({ start, end }: CoordinateRange, length: number): void => {
  if (Number.isSafeInteger(start) && Number.isSafeInteger(end) && 0 <= start && start < end && end <= length)
    return;
  throw new StoreError('refused', `Coordinates ${start} to ${end} don't lie in a vector of ${length}.`);
};

/**
 * The vector's coordinates in `range` (all of them when left out), read from the chunks that overlap it, and verified.
 * `content` is untrusted. Throws StoreError.
 */
export const getVector = async (
  store: ChunkStore,
  content: unknown,
  limits: StoreLimits = {},
  range?: CoordinateRange,
): Promise<Float64Array> => {
  const { success, data, error } = contentSchema.safeParse(content);
  if (!success) throw new StoreError('refused', `The vector's description is refused: ${issuesText(error)}`);
  const length = data.bytes / NUMBER_BYTES;
  const { start, end } = range ?? { start: 0, end: length };
  assertRange({ start, end }, length);
  assertWithinLimit((end - start) * NUMBER_BYTES, 'The vector', limits);
  const bytes = { start: start * NUMBER_BYTES, end: end * NUMBER_BYTES };
  return vectorOfBytes(await readContent(store, data, 'the vector', bytes));
};

/**
 * Reads and writes whole vectors.
 *
 * @param limits The most bytes of a vector that is read.
 * @returns The vectors; its methods reject with StoreError.
 */
export const vectorStore = (store: ChunkStore, limits: StoreLimits = {}): VectorStore => ({
  put: (values) => putVector(store, values),
  get: (content) => getVector(store, content, limits),
});
