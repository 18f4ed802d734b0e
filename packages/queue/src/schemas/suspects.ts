import { blocksOf, type Run, type Suspect } from '@gradproof/core/fleet';
import type { Layout } from '@gradproof/flatteners';
import { z } from 'zod';
import { contentSchema } from '../store/content.ts';
import type { VectorStore } from '../store/vector-store.ts';
import { decodeNumbers, encodeNumbers, numbersSchema } from './numbers.ts';

/** Blocks whose gradient disagrees, by reference: their gradapprox and its error are in the store, since a wrong gradient may be wrong in all blocks. */
export const suspectsSchema = z
  .strictObject({ starts: numbersSchema, values: contentSchema, errors: contentSchema })
  .nullable();

/** Suspects by reference; null when there are none. */
export type EncodedSuspects = z.infer<typeof suspectsSchema>;

/** Stores what the suspects hold. */
export const storeSuspects = async (
  suspects: readonly Suspect[],
  vectors: VectorStore,
): Promise<EncodedSuspects> => {
  if (suspects.length === 0) return null;
  const starts = Float64Array.from(suspects, ({ start }) => start);
  return {
    starts: encodeNumbers(starts),
    values: await vectors.put(concatenated(suspects.map(({ gradapprox }) => gradapprox))),
    errors: await vectors.put(concatenated(suspects.map(({ error }) => error))),
  };
};

const concatenated = (arrays: readonly Float64Array[]): Float64Array => {
  const all = new Float64Array(arrays.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const array of arrays) {
    all.set(array, at);
    at += array.length;
  }
  return all;
};

/** The suspects again. Throws RangeError when they are none of the run's blocks, StoreError. */
export const loadSuspects = async (
  layout: Layout,
  { shard }: Run,
  encoded: EncodedSuspects,
  vectors: VectorStore,
): Promise<Suspect[]> => {
  if (encoded === null) return [];
  const values = await vectors.get(encoded.values);
  const errors = await vectors.get(encoded.errors);
  const ends = new Map(blocksOf(layout, shard).map(({ start, end }) => [start, end]));
  let at = 0;
  const suspects = Array.from(decodeNumbers(encoded.starts), (start): Suspect => {
    const size = (ends.get(start) ?? NaN) - start;
    const gradapprox = values.subarray(at, at + size);
    const error = errors.subarray(at, at + size);
    if (gradapprox.length !== size || error.length !== size)
      throw new RangeError(`there is no block of ${size} numbers at ${start}`);
    at += size;
    return { start, gradapprox, error };
  });
  if (at !== values.length || at !== errors.length)
    throw new RangeError(`${values.length} numbers and ${errors.length} errors for ${at} coordinates`);
  return suspects;
};
