import {
  connectFleet,
  createFolderChunkStore,
  createRedisChunkStore,
  createSigner,
  DEFAULT_PREFIX,
  disconnectFleet,
  KEPT_SECONDS,
  redisAddressOf,
  SIGNING_VARIABLE,
  type FleetConnection,
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
  const fleet = await connectFleet({
    address: redisAddressOf(url, process.env),
    signer: createSigner(process.env[SIGNING_VARIABLE]),
    prefix,
    storeOf: (redis) =>
      store === undefined
        ? createRedisChunkStore(redis, { prefix, timeToLive })
        : createFolderChunkStore(store, { timeToLive }),
  });
  try {
    return await use(fleet);
  } finally {
    await disconnectFleet(fleet);
  }
};
