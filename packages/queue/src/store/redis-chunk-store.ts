import type { ChainableCommander, Redis } from 'ioredis';
import { REDIS_IS_FULL } from '../connection/redis-trouble.ts';
import { CHUNK_BYTES, type ChunkStore } from './chunk-store.ts';
import { guardChunkStore } from './guard-chunk-store.ts';
import { purgeRedis } from './redis-purge.ts';
import { StoreError } from './store-error.ts';

/** Options of a store in Redis. */
export interface RedisChunkStoreOptions {
  /** Begins every key: `<prefix>:chunk:<hash>`. Default: gradproof. */
  readonly prefix?: string | undefined;
  /** Redis drops a chunk that isn't used for this many seconds; a positive integer. */
  readonly timeToLive: number;
}

/** The driver's error as a StoreError, without the error itself, which carries the command and its arguments: the chunk, or a password. */
const storeErrorOf = (error: unknown): StoreError => {
  const { name, message } = error as Error;
  if (/^OOM\b/.test(message)) return new StoreError('full', REDIS_IS_FULL);
  const reason = name === 'MaxRetriesPerRequestError' ? 'the connection is lost' : message.replace(/\.$/, '');
  return new StoreError('unreachable', `The store in Redis can't be used: ${reason}.`);
};

/** Runs the commands in one round trip; their replies in order. Throws the first error among them. */
const repliesOf = async (commands: ChainableCommander): Promise<unknown[]> => {
  const replies = (await commands.exec()) ?? [];
  return replies.map(([error, reply]) => {
    if (error) throw error;
    return reply;
  });
};

/** Renews the chunk and reads it, in one round trip. */
const readChunkAt = async (redis: Redis, key: string, timeToLive: number): Promise<Uint8Array | null> => {
  const commands = redis.pipeline();
  commands.expire(key, timeToLive);
  commands.getrangeBuffer(key, 0, CHUNK_BYTES); // the end is inclusive
  const [isThere, bytes] = (await repliesOf(commands)) as [number, Uint8Array];
  return isThere === 1 ? bytes : null;
};

/** Renews the chunks, in one round trip; tells which are there. */
const renewChunksAt = async (
  redis: Redis,
  keys: readonly string[],
  timeToLive: number,
): Promise<boolean[]> => {
  const commands = redis.pipeline();
  for (const key of keys) commands.expire(key, timeToLive);
  return (await repliesOf(commands)).map((reply) => reply === 1);
};

/**
 * Chunks in Redis, each under a key of its own that expires. The connection stays its owner's: `close` leaves it open.
 * `purge` derives a chunk's last use from the time that it has left, so every process must use the same time to live.
 *
 * @param redis A connection that is ready for commands.
 * @returns The store; its methods reject with StoreError.
 */
export const createRedisChunkStore = (
  redis: Redis,
  { prefix = 'gradproof', timeToLive }: RedisChunkStoreOptions,
): ChunkStore => {
  const keyOf = (hash: string): string => `${prefix}:chunk:${hash}`;
  const driver: ChunkStore = {
    has: (hashes) => renewChunksAt(redis, hashes.map(keyOf), timeToLive),
    put: async (hash, bytes) => {
      const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
      await redis.set(keyOf(hash), buffer, 'EX', timeToLive);
    },
    get: (hash) => readChunkAt(redis, keyOf(hash), timeToLive),
    remove: async (hash) => {
      await redis.unlink(keyOf(hash));
    },
    purge: (seconds) => purgeRedis(redis, keyOf(''), timeToLive, seconds),
    close: () => Promise.resolve(),
  };
  return guardChunkStore(driver, storeErrorOf);
};
