import {
  connectFleet,
  createFolderChunkStore,
  createRedisChunkStore,
  createSigner,
  DEFAULT_PREFIX,
  disconnectFleet,
  type FleetConnection,
  KEPT_SECONDS,
  redisAddressOf,
  redisTrouble,
  SIGNING_VARIABLE,
} from '@gradproof/queue';

/** The options by which every command of the fleet finds it. */
export interface FleetPlaceOptions {
  /** redis:// or rediss://; else GRADPROOF_REDIS_URL, else this machine's. */
  readonly redis?: string;
  readonly prefix?: string;
  /** A shared folder that holds the problems; else Redis does. */
  readonly store?: string;
}

/** Connects, lets `use` work with the fleet, and disconnects whatever happens. Throws InputError, FleetError. */
export const withFleet = async <Result>(
  { redis: url, prefix = DEFAULT_PREFIX, store }: FleetPlaceOptions,
  use: (fleet: FleetConnection) => Promise<Result>,
): Promise<Result> => {
  const timeToLive = KEPT_SECONDS;
  const address = redisAddressOf(url, process.env);
  const fleet = await connectFleet({
    address,
    signer: createSigner(process.env[SIGNING_VARIABLE]),
    prefix,
    storeOf: (redis) =>
      store === undefined
        ? createRedisChunkStore(redis, { prefix, timeToLive })
        : createFolderChunkStore(store, { timeToLive }),
  });
  try {
    return await use(fleet);
  } catch (error) {
    throw redisTrouble(error, address);
  } finally {
    await disconnectFleet(fleet);
  }
};
