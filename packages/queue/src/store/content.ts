import { createHash } from 'node:crypto';
import { z } from 'zod';
import { CHUNK_BYTES, HASH_PATTERN } from './chunk-store.ts';
import { sha256 } from './sha256.ts';

/** A SHA-256 in JSON. */
export const hashSchema = z
  .string()
  .regex(HASH_PATTERN, 'is not a SHA-256 (64 lower-case hexadecimal digits)');

/** Bytes by reference: what they must hash to, and the chunks of CHUNK_BYTES (the last one shorter) that hold them. */
export const contentSchema = z.strictObject({
  sha256: hashSchema,
  bytes: z.int().min(8).multipleOf(8),
  chunks: z.array(hashSchema).min(1),
});

/** A vector's bytes by reference: about 67 bytes of JSON for each chunk of 4 MiB. */
export type Content = z.infer<typeof contentSchema>;

/** How many chunks hold so many bytes. */
export const chunksFor = (bytes: number): number => Math.ceil(bytes / CHUNK_BYTES);

/** The bytes of chunk `index` among `bytes`, from `start` to before `end`. */
export const chunkRange = (
  bytes: number,
  index: number,
): { readonly start: number; readonly end: number } => ({
  start: index * CHUNK_BYTES,
  end: Math.min((index + 1) * CHUNK_BYTES, bytes),
});

/** The bytes by reference; they are read once. */
export const contentOf = (bytes: Uint8Array): Content => {
  const whole = createHash('sha256');
  const chunks = Array.from({ length: chunksFor(bytes.length) }, (_, index) => {
    const { start, end } = chunkRange(bytes.length, index);
    const chunk = bytes.subarray(start, end);
    whole.update(chunk);
    return sha256(chunk);
  });
  return { sha256: whole.digest('hex'), bytes: bytes.length, chunks };
};
