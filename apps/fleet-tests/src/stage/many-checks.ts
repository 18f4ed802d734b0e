import { checkProblem, reportToJson } from '@gradproof/core';
import { resolveCheck } from '@gradproof/core/fleet';
import { createCpuEngine } from '@gradproof/engine-cpu';
import {
  connectFleet,
  createRedisChunkStore,
  createSigner,
  disconnectFleet,
  type FleetConnection,
  redisAddressOf,
  submitCheck,
  waitForCheck,
} from '@gradproof/queue';
import assert from 'node:assert/strict';
import type { Fleet } from './fleet.ts';
import { smallProblem } from './problems.ts';

/** A check that was submitted, and what it says on one machine, as JSON. */
export interface SubmittedCheck {
  readonly id: string;
  readonly local: string;
}

const DAY = 86_400;

const withConnection = async <Result>(
  { redis: { url, prefix } }: Fleet,
  use: (connection: FleetConnection) => Promise<Result>,
): Promise<Result> => {
  const connection = await connectFleet({
    address: redisAddressOf(url, {}),
    prefix,
    signer: createSigner(undefined),
    storeOf: (redis) => createRedisChunkStore(redis, { prefix, timeToLive: DAY }),
  });
  return use(connection).finally(() => disconnectFleet(connection));
};

/** Submits so many checks of small nets at the same time, seeded from `first` on, every fifth of them twice. */
export const submitMany = async (fleet: Fleet, count: number, first = 0): Promise<SubmittedCheck[]> => {
  const engine = createCpuEngine({ threads: 1 });
  const description = await engine.describe();
  return withConnection(fleet, (connection) => {
    const submitOne = async (index: number): Promise<SubmittedCheck> => {
      const check = smallProblem(first + index);
      const options = resolveCheck(check, {}, description);
      const asked = { problem: check, name: `small ${index}`, options, engine: description };
      const times = index % 5 === 0 ? 2 : 1;
      const all = await Promise.all(Array.from({ length: times }, () => submitCheck(connection, asked)));
      assert.equal(new Set(all.map(({ id }) => id)).size, 1);
      return { id: all[0]!.id, local: reportToJson(await checkProblem(check, { engine })) };
    };
    return Promise.all(Array.from({ length: count }, (_, index) => submitOne(index)));
  });
};

/** Waits for all of them; their reports in order. Throws when one failed. */
export const untilAllEnded = (fleet: Fleet, checks: readonly SubmittedCheck[]): Promise<string[]> =>
  withConnection(fleet, async (connection) => {
    const reports: string[] = [];
    for (const { id } of checks) {
      const outcome = await waitForCheck(connection, id);
      assert.equal(outcome.state, 'concluded', JSON.stringify(outcome));
      if (outcome.state === 'concluded') reports.push(outcome.report);
    }
    return reports;
  });
