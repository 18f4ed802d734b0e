/**
 * Where chunks of bytes lie under their own SHA-256: what a driver (Redis, a shared folder) must do, and no more. A chunk that is put
 * twice is stored once. Every promise rejects with the driver's own error when the store is out of reach or full.
 */
export interface ChunkStore {
  /** Which of the chunks are there; those that are stay for another time to live. */
  has(hashes: readonly string[]): Promise<boolean[]>;
  /** Stores the bytes whose SHA-256 is `hash`, whole or not at all. */
  put(hash: string, bytes: Uint8Array): Promise<void>;
  /** The bytes as they lie there, not verified; null when there are none, or their time has passed. */
  get(hash: string): Promise<Uint8Array | null>;
  /** Removes every chunk that was not put or asked for within the last `seconds` (0: all of them); tells how many, and their bytes. */
  purge(seconds: number): Promise<{ readonly chunks: number; readonly bytes: number }>;
  /** Gives back what the driver holds. */
  close(): Promise<void>;
}
