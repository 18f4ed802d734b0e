import type { ChainableCommander, Redis } from 'ioredis';
import { CHUNK_BYTES, refuseBadHashes, refuseOversizeChunk, type ChunkStore } from './chunk-store.ts';
import { StoreError } from './store-error.ts';

/** How chunks lie in Redis. */
export interface RedisChunkStoreOptions {
  /** Begins every key: `<prefix>:chunk:<hash>`. Default: gradproof. */
  readonly prefix?: string;
  /** A chunk that nobody asks for is dropped by Redis after this many seconds; a whole number, at least 1. */
  readonly timeToLive: number;
}

/** Keys that one step of a purge looks at; Redis serves others between the steps. */
const SCANNED = 500;

/**
 * Drops those of KEYS whose remaining time is below ARGV[1] milliseconds, in one step, so that a chunk which an upload has just renewed
 * is not taken from under it. A key without a time to live (−1) is not ours to keep either.
 */
const DROP_UNUSED = `
local dropped = {0, 0}
for _, key in ipairs(KEYS) do
  local left = redis.call('PTTL', key)
  if left ~= -2 and left < tonumber(ARGV[1]) then
    dropped[1] = dropped[1] + 1
    dropped[2] = dropped[2] + redis.call('STRLEN', key)
    redis.call('UNLINK', key)
  end
end
return dropped`;

/** In words; without the driver's error, which carries the command and its arguments: the chunk, or a password. */
const storeError = (error: unknown): StoreError => {
  if (error instanceof StoreError) return error;
  const { name, message } = error as Error;
  if (/^OOM\b/.test(message)) {
    return new StoreError(
      'full',
      'Redis is out of memory: raise its maxmemory, or free some with gradproof purge.',
    );
  }
  const reason = name === 'MaxRetriesPerRequestError' ? 'the connection is lost' : message.replace(/\.$/, '');
  return new StoreError('unreachable', `The store in Redis can't be used: ${reason}.`);
};

const inWords = async <T>(request: Promise<T>): Promise<T> => {
  try {
    return await request;
  } catch (error) {
    throw storeError(error);
  }
};

/** Runs the commands in one round trip; their replies in order. Throws the first error among them. */
const repliesOf = async (commands: ChainableCommander): Promise<unknown[]> => {
  const replies = (await commands.exec()) ?? [];
  return replies.map(([error, reply]) => {
    if (error) throw error;
    return reply;
  });
};

/** A text as SCAN's pattern matches it literally. */
const literally = (text: string): string => text.replace(/[\\*?[\]]/g, '\\$&');

/**
 * Chunks in Redis, each under a key of its own that expires. The connection stays its owner's: `close` leaves it open.
 * Redis needs the chunks' bytes and about 150 more for each (its key, its expiry).
 */
export const createRedisChunkStore = (
  redis: Redis,
  { prefix = 'gradproof', timeToLive }: RedisChunkStoreOptions,
): ChunkStore => {
  const key = (hash: string): string => `${prefix}:chunk:${hash}`;

  return {
    has: async (hashes) => {
      refuseBadHashes(hashes);
      const commands = redis.pipeline();
      for (const hash of hashes) commands.expire(key(hash), timeToLive);
      return (await inWords(repliesOf(commands))).map((reply) => reply === 1);
    },

    put: async (hash, bytes) => {
      refuseBadHashes([hash]);
      refuseOversizeChunk(hash, bytes);
      const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
      await inWords(redis.set(key(hash), buffer, 'EX', timeToLive));
    },

    get: async (hash) => {
      refuseBadHashes([hash]);
      const commands = redis.pipeline();
      commands.expire(key(hash), timeToLive);
      commands.getrangeBuffer(key(hash), 0, CHUNK_BYTES); // the end is inclusive
      const [isThere, bytes] = (await inWords(repliesOf(commands))) as [number, Uint8Array];
      return isThere === 1 ? bytes : null;
    },

    remove: async (hash) => {
      refuseBadHashes([hash]);
      await inWords(redis.unlink(key(hash)));
    },

    purge: async (seconds) => {
      const least = Math.ceil((timeToLive - seconds) * 1000);
      const pattern = `${literally(prefix)}:chunk:*`;
      const purged = { chunks: 0, bytes: 0 };
      const drop = async (keys: string[]): Promise<void> => {
        const limit = seconds <= 0 ? Number.MAX_SAFE_INTEGER : least;
        const reply = await redis.eval(DROP_UNUSED, keys.length, ...keys, limit);
        const [chunks, bytes] = reply as [number, number];
        purged.chunks += chunks;
        purged.bytes += bytes;
      };
      const scan = async (): Promise<void> => {
        let cursor = '0';
        do {
          const [next, keys] = await redis.scan(cursor, 'MATCH', pattern, 'COUNT', SCANNED);
          if (keys.length > 0) await drop(keys);
          cursor = next;
        } while (cursor !== '0');
      };
      await inWords(scan());
      return purged;
    },

    close: () => Promise.resolve(),
  };
};
