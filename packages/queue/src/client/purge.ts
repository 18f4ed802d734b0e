import { liveWorkers } from '../records/registry.ts';
import type { FleetConnection } from './fleet-connection.ts';
import { listChecks } from './status.ts';

/** What a purge removed, and what it left. */
export interface FleetPurged {
  /** Checks whose records are gone. */
  readonly checks: number;
  readonly chunks: number;
  readonly bytes: number;
  /** Checks under way: while there are some, every problem stays. */
  readonly underWay: number;
}

/**
 * Removes the checks that ended, and, when none is under way, the problems that weren't used lately.
 *
 * @param seconds Problems used within so many seconds stay; 0 removes all.
 * @returns What was removed, and how many checks are under way.
 */
export const purgeFleet = async (connection: FleetConnection, seconds: number): Promise<FleetPurged> => {
  const { redis, keys, store } = connection;
  await liveWorkers(redis, keys); // removes those that are gone from the list
  const checks = await listChecks(connection);
  const ended = checks.filter(({ outcome }) => outcome !== null);
  for (const { id } of ended) {
    await redis.del(keys.submission(id), keys.outcome(id), keys.done(id));
    await redis.zrem(keys.checks, id);
  }
  const underWay = checks.length - ended.length;
  const purged = underWay === 0 ? await store.purge(seconds) : { chunks: 0, bytes: 0 };
  return { checks: ended.length, ...purged, underWay };
};
