import { Queue } from 'bullmq';
import { literalPattern } from '../connection/literal-pattern.ts';
import { checkQueue, runQueue } from '../flow/names.ts';
import { liveWorkers } from '../records/registry.ts';
import type { FleetConnection } from './fleet-connection.ts';

/** Keys of one step of a scan; Redis serves other clients between the steps. */
const SCANNED = 1000;

/** Names of the queues that hold or held jobs, by the key that BullMQ gives each. */
const usedQueues = async ({ redis, prefix }: FleetConnection): Promise<string[]> => {
  const names: string[] = [];
  const match = `${literalPattern(prefix)}:*-*:meta`;
  for await (const keys of redis.scanStream({ match, count: SCANNED, type: 'hash' }))
    names.push(...(keys as string[]).map((key) => key.slice(prefix.length + 1, -':meta'.length)));
  return names.filter((name) => /^(runs|checks)-[\w.-]+$/.test(name));
};

/**
 * The queues of all arithmetics that have jobs or workers.
 *
 * @returns Their names, sorted.
 */
export const queueNames = async (connection: FleetConnection): Promise<string[]> => {
  const [used, workers] = await Promise.all([
    usedQueues(connection),
    liveWorkers(connection.redis, connection.keys),
  ]);
  const ofWorkers = workers
    .flatMap(({ engine: { arithmetic }, modules }) =>
      modules ? [arithmetic, modules.arithmetic] : [arithmetic],
    )
    .flatMap((arithmetic) => [checkQueue(arithmetic), runQueue(arithmetic)]);
  return [...new Set([...used, ...ofWorkers])].sort();
};

/** A queue for reading: opening it writes nothing. The caller closes it. */
export const openQueue = ({ queueOptions }: FleetConnection, name: string): Queue =>
  new Queue(name, { ...queueOptions, skipMetasUpdate: true });
