import { setTimeout as pause } from 'node:timers/promises';
import { shardsDone, untilMidShard } from '../stage/progress.ts';
import type { Scenario } from '../stage/stage.ts';
import { openProxy } from '../stage/tcp-proxy.ts';
import { until } from '../stage/until.ts';

/** A cut that lasts, in milliseconds. */
const CUT_MILLISECONDS = 700;

/** Every connection of the workers and of the waiting command is cut, three times; the workers are back within seconds. */
export const connectionCut: Scenario = async ({ fleet: open, problems, sameReport, say }) => {
  const fleet = await open();
  const proxy = await openProxy(fleet.redis.port);
  try {
    await Promise.all([fleet.startWorker([], { url: proxy.url }), fleet.startWorker([], { url: proxy.url })]);
    const slow = await problems.slow();
    const waiting = fleet.submitAndWait(slow, [], { url: proxy.url });
    await untilMidShard(fleet, 1);
    for (let cut = 1; cut <= 3; cut++) {
      const done = await shardsDone(fleet);
      proxy.cut();
      await pause(CUT_MILLISECONDS); // the fault itself
      proxy.mend();
      say(`cut ${cut} of 3: ${proxy.count()} connections by now`);
      await until('shards are done after the cut', async () => {
        return (await shardsDone(fleet)) > done || waiting.stdout() !== '';
      });
    }
    await sameReport(waiting, slow);
    for (const process of fleet.started) process.signal('SIGTERM');
    await Promise.all(fleet.started.map(({ ended }) => ended)); // before their way to Redis is closed
  } finally {
    await proxy.close();
  }
};
