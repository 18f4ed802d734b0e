import type { ChunkStore } from './chunk-store.ts';
import { chunkRange, type Content, contentOf } from './content.ts';

/** Hashes of one request to the store. */
const ASKED_AT_ONCE = 512;
/** Chunks in flight at the same time: at most 16 MiB are held for them. */
const IN_FLIGHT = 4;

/** Bytes, and how they are referred to. */
export interface Uploadable {
  readonly bytes: Uint8Array;
  readonly content: Content;
}

/** The bytes with their content's description. */
export const uploadable = (bytes: Uint8Array): Uploadable => ({ bytes, content: contentOf(bytes) });

const chunksOf = function* ({ bytes, content }: Uploadable): Generator<[string, Uint8Array]> {
  for (const [index, hash] of content.chunks.entries()) {
    const { start, end } = chunkRange(content.bytes, index);
    yield [hash, bytes.subarray(start, end)];
  }
};

const missingAmong = async (store: ChunkStore, hashes: readonly string[]): Promise<string[]> => {
  const missing: string[] = [];
  for (let at = 0; at < hashes.length; at += ASKED_AT_ONCE) {
    const asked = hashes.slice(at, at + ASKED_AT_ONCE);
    const there = await store.has(asked);
    missing.push(...asked.filter((_, index) => there[index] !== true));
  }
  return missing;
};

/** Puts what the store doesn't have, each chunk once, a few at a time; returns how many bytes were sent. */
export const uploadMissing = async (store: ChunkStore, uploads: readonly Uploadable[]): Promise<number> => {
  const chunks = new Map(uploads.flatMap((upload) => [...chunksOf(upload)]));
  const missing = (await missingAmong(store, [...chunks.keys()])).values();
  let sent = 0;
  const send = async (): Promise<void> => {
    for (const hash of missing) {
      const bytes = chunks.get(hash)!;
      await store.put(hash, bytes);
      sent += bytes.length;
    }
  };
  await Promise.all(Array.from({ length: IN_FLIGHT }, send));
  return sent;
};
