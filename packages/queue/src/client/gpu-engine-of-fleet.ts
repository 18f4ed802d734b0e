import type { EngineDescription } from '@gradproof/core/fleet';
import { FleetError } from '../connection/fleet-error.ts';
import { liveWorkers } from '../records/registry.ts';
import type { FleetConnection } from './fleet-connection.ts';

/** Real GPUs before software, the faster (by the least shard that is worth one's while) before the slower, then by name: the same for every client. */
const byRank = (one: EngineDescription, other: EngineDescription): number => {
  const order =
    Number(one.software ?? false) - Number(other.software ?? false) ||
    (other.shardOperations ?? 0) - (one.shardOperations ?? 0);
  if (order !== 0) return order;
  return one.arithmetic < other.arithmetic ? -1 : 1;
};

/** An engine of each arithmetic, the preferred one first. */
export const rankEngines = (engines: readonly EngineDescription[]): EngineDescription[] => [
  ...new Map([...engines].sort(byRank).map((engine) => [engine.arithmetic, engine])).values(),
];

/**
 * The gpu engine that a check is submitted for, as the live workers describe theirs: the client may have no GPU. The bits of
 * float32 differ from device to device; of several the first by rank is taken, and the others stay idle.
 *
 * @returns The engine's description, which a check's options are resolved by.
 * @throws FleetError when no live worker has one.
 */
export const gpuEngineOfFleet = async ({ redis, keys }: FleetConnection): Promise<EngineDescription> => {
  const workers = await liveWorkers(redis, keys);
  const [first] = rankEngines(workers.map(({ engine }) => engine).filter(({ name }) => name === 'gpu'));
  if (first !== undefined) return first;
  const others =
    workers.length === 0
      ? 'no worker at all'
      : `${workers.length === 1 ? 'one worker' : `${workers.length} workers`} of the cpu engine, which computes in float64`;
  throw new FleetError(
    `No worker of the gpu engine (float32) is there, but ${others}. The bits of a check depend on the device, so its workers must be there before it is submitted.`,
    { kind: 'start-worker', engine: 'gpu' },
  );
};
