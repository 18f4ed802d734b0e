import type { QueueOptions } from 'bullmq';
import type { Redis } from 'ioredis';
import { connectRedis } from '../connection/connect.ts';
import type { RedisAddress } from '../connection/redis-address.ts';
import { redisOptions } from '../connection/redis-options.ts';
import { DEFAULT_PREFIX, type Keys, keysOf } from '../flow/names.ts';
import type { Signer } from '../signing/signer.ts';
import type { ChunkStore } from '../store/chunk-store.ts';

/** What the fleet's clients share. */
export interface FleetConnection {
  readonly address: RedisAddress;
  readonly prefix: string;
  readonly redis: Redis;
  readonly keys: Keys;
  readonly store: ChunkStore;
  readonly signer: Signer;
  readonly queueOptions: QueueOptions;
}

/** Options of a client's connection. */
export interface FleetOptions {
  readonly address: RedisAddress;
  readonly signer: Signer;
  /** The store of problems, over the connection. */
  readonly storeOf: (redis: Redis) => ChunkStore;
  /** What every key begins with. */
  readonly prefix?: string | undefined;
  /** Called with every error of the connection, without credentials. */
  readonly onTrouble?: ((message: string) => void) | undefined;
}

/** How many of its events BullMQ keeps: none are read. */
const EVENTS = 100;

/**
 * Connects to the fleet.
 *
 * @returns The connection; the caller ends it with disconnectFleet.
 * @throws FleetError when Redis is out of reach, or refuses the connection.
 */
export const connectFleet = async ({
  address,
  signer,
  storeOf,
  prefix = DEFAULT_PREFIX,
  onTrouble,
}: FleetOptions): Promise<FleetConnection> => {
  const redis = await connectRedis(address, 'client', { onTrouble });
  return {
    address,
    prefix,
    redis,
    keys: keysOf(prefix),
    store: storeOf(redis),
    signer,
    queueOptions: {
      connection: redisOptions(address, 'client'),
      prefix,
      streams: { events: { maxLen: EVENTS } },
    },
  };
};

/** Closes the connection and its store. */
export const disconnectFleet = async ({ redis, store }: FleetConnection): Promise<void> => {
  await store.close();
  redis.disconnect();
};
