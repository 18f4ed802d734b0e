import { StoreError } from './store-error.ts';

/**
 * The most bytes that a chunk has: content is cut into chunks of this size, the last one shorter. 4 MiB less 4 KiB: a value of 4 MiB with
 * its header takes 5 MiB of Redis's memory, for the classes of its allocator go from 4 MiB to 5 (measured with MEMORY USAGE, Redis 7.0.15);
 * one of this size takes 4 MiB and about 200 bytes. A multiple of 8, so that no number is cut in two.
 */
export const CHUNK_BYTES = 4 * 2 ** 20 - 4 * 2 ** 10;

/**
 * Where chunks of at most CHUNK_BYTES lie under their own SHA-256: what a driver (Redis, a shared folder) must do, and no more. A chunk
 * that is put twice is stored once. Every promise rejects with StoreError: `full`, `unreachable`, or `refused` for what is no hash.
 */
export interface ChunkStore {
  /** Which of the chunks are there; those that are stay for another time to live. */
  has(hashes: readonly string[]): Promise<boolean[]>;
  /** Stores the bytes whose SHA-256 is `hash`, whole or not at all. */
  put(hash: string, bytes: Uint8Array): Promise<void>;
  /**
   * The bytes as they lie there, not verified; null when there are none, or their time has passed. They stay for another time to live.
   * Of what is longer than a chunk no more than CHUNK_BYTES + 1 bytes are read.
   */
  get(hash: string): Promise<Uint8Array | null>;
  /** Takes the chunk away; nothing happens where there is none. */
  remove(hash: string): Promise<void>;
  /** Removes every chunk that was not put or asked for within the last `seconds` (0: all of them); returns how many, and their bytes. */
  purge(seconds: number): Promise<Purged>;
  /** Closes what the driver itself opened. */
  close(): Promise<void>;
}

/** What a purge removed. */
export interface Purged {
  readonly chunks: number;
  readonly bytes: number;
}

/** A SHA-256 as it is written here: 64 lower-case hexadecimal digits. */
export const HASH_PATTERN = /^[0-9a-f]{64}$/;

/** Throws StoreError `refused` unless every hash is one, before a key or a path is made of it. */
export const assertHashes = (hashes: readonly string[]): void => {
  const bad = hashes.find((hash) => !HASH_PATTERN.test(hash));
  if (bad === undefined) return;
  throw new StoreError(
    'refused',
    `${JSON.stringify(bad.slice(0, 80))} is not a SHA-256 (64 lower-case hexadecimal digits).`,
  );
};

/** Throws StoreError `refused` for bytes that don't fit a chunk. */
export const assertChunkSize = (hash: string, bytes: Uint8Array): void => {
  if (bytes.length <= CHUNK_BYTES) return;
  throw new StoreError(
    'refused',
    `Chunk ${hash} has ${bytes.length} bytes; a chunk has at most ${CHUNK_BYTES}.`,
  );
};
