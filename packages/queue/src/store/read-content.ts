import { createHash } from 'node:crypto';
import { CHUNK_BYTES, type ChunkStore } from './chunk-store.ts';
import { chunkRange, chunksFor, type Content } from './content.ts';
import { sha256 } from './sha256.ts';
import { StoreError } from './store-error.ts';

/** Chunks requested ahead of the one that is verified: at most 16 MiB are held for them. */
const AHEAD = 4;

/** Takes a chunk from the store and verifies it; `what` names it. Throws StoreError: `missing`, or `corrupted`, and then removes it. */
export const readChunk = async (store: ChunkStore, hash: string, what: string): Promise<Uint8Array> => {
  const bytes = await store.get(hash);
  if (bytes === null) {
    throw new StoreError(
      'missing',
      `The store doesn't have ${what} (${hash}): its time has passed, or it was purged. Submit the problem again.`,
    );
  }
  if (sha256(bytes) === hash) return bytes;
  await store.remove(hash); // so that the next upload puts it again
  throw new StoreError(
    'corrupted',
    `In the store ${what} is damaged: its bytes aren't what its hash ${hash} says. It was removed there; submit the problem again.`,
  );
};

/** Throws StoreError `refused` unless so many bytes are cut into so many chunks. */
export const assertChunkCount = ({ bytes, chunks }: Content, what: string): void => {
  if (chunks.length === chunksFor(bytes)) return;
  throw new StoreError(
    'refused',
    `${what} has ${bytes} bytes in ${chunks.length} chunks; there must be ${chunksFor(bytes)}.`,
  );
};

const assertChunkLength = (chunk: Uint8Array, length: number, what: string): void => {
  if (chunk.length === length) return;
  throw new StoreError('refused', `${what} has ${chunk.length} bytes; it must have ${length}.`);
};

/** The verified chunks from `first` to before `end`, in order, a few of them asked for ahead. */
async function* chunksInOrder(
  store: ChunkStore,
  content: Content,
  what: string,
  first: number,
  end: number,
): AsyncGenerator<Uint8Array> {
  const read = async (index: number): Promise<Uint8Array> => {
    const name =
      content.chunks.length === 1 ? what : `chunk ${index + 1} of ${content.chunks.length} of ${what}`;
    const chunk = await readChunk(store, content.chunks[index]!, name);
    const range = chunkRange(content.bytes, index);
    assertChunkLength(chunk, range.end - range.start, name);
    return chunk;
  };
  const ahead: Promise<Uint8Array>[] = [];
  for (let next = first; next < end || ahead.length > 0;) {
    while (next < end && ahead.length < AHEAD) {
      const reading = read(next++);
      reading.catch(() => {}); // its consumer gets the error; there is none once an earlier chunk has failed
      ahead.push(reading);
    }
    yield await ahead.shift()!;
  }
}

/**
 * The content's bytes from `start` to before `end`, of which only the chunks that overlap are read, each verified by its hash and
 * length; the whole content is verified by its own hash too. The content's sizes are already known to be within the limits.
 * Throws StoreError: `missing`, `corrupted`, or `refused` where the chunks don't add up to the content.
 */
export const readContent = async (
  store: ChunkStore,
  content: Content,
  what: string,
  { start, end } = { start: 0, end: content.bytes },
): Promise<Uint8Array<ArrayBuffer>> => {
  assertChunkCount(content, what);
  const [first, beyond] = [Math.floor(start / CHUNK_BYTES), chunksFor(end)];
  const bytes = new Uint8Array(end - start);
  const isWhole = end - start === content.bytes;
  const whole = createHash('sha256');
  let index = first;
  for await (const chunk of chunksInOrder(store, content, what, first, beyond)) {
    if (isWhole) whole.update(chunk);
    const from = index++ * CHUNK_BYTES; // where the chunk begins in the content
    bytes.set(chunk.subarray(Math.max(start - from, 0), end - from), Math.max(from - start, 0));
  }
  if (isWhole && whole.digest('hex') !== content.sha256) {
    throw new StoreError('refused', `The chunks of ${what} don't add up to its hash ${content.sha256}.`);
  }
  return bytes;
};
