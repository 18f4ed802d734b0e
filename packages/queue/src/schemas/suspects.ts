import { blocksOf, type Run, type Suspect } from '@gradproof/core/fleet';
import type { Layout } from '@gradproof/flatteners';
import { z } from 'zod';
import { contentSchema } from '../store/content.ts';
import type { VectorStore } from '../store/vector-store.ts';
import { decodeNumbers, encodeNumbers, numbersSchema } from './numbers.ts';

/** Blocks whose gradient disagrees, by reference: their gradapprox is in the store, since a wrong gradient may be wrong in all blocks. */
export const suspectsSchema = z.strictObject({ starts: numbersSchema, values: contentSchema }).nullable();

/** Suspects by reference; null when there are none. */
export type EncodedSuspects = z.infer<typeof suspectsSchema>;

/** Stores what the suspects hold. */
export const storeSuspects = async (
  suspects: readonly Suspect[],
  vectors: VectorStore,
): Promise<EncodedSuspects> => {
  if (suspects.length === 0) return null;
  const values = new Float64Array(suspects.reduce((sum, { gradapprox }) => sum + gradapprox.length, 0));
  let at = 0;
  for (const { gradapprox } of suspects) {
    values.set(gradapprox, at);
    at += gradapprox.length;
  }
  const starts = Float64Array.from(suspects, ({ start }) => start);
  return { starts: encodeNumbers(starts), values: await vectors.put(values) };
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
  const ends = new Map(blocksOf(layout, shard).map(({ start, end }) => [start, end]));
  let at = 0;
  const suspects = Array.from(decodeNumbers(encoded.starts), (start): Suspect => {
    const size = (ends.get(start) ?? NaN) - start;
    const gradapprox = values.subarray(at, at + size);
    if (gradapprox.length !== size) throw new RangeError(`there is no block of ${size} numbers at ${start}`);
    at += size;
    return { start, gradapprox };
  });
  if (at !== values.length) throw new RangeError(`${values.length} numbers for ${at} coordinates`);
  return suspects;
};
