import { untilMidShard } from '../stage/progress.ts';
import type { Scenario } from '../stage/stage.ts';
import { until } from '../stage/until.ts';

const JUNK = 'of-somebody-else';

/** Redis runs out of memory: before the check submitting says so; during it the waiting command does, and the check ends when there is memory. */
export const redisOutOfMemory: Scenario = async ({ fleet: open, problems, sameReport, failsWith, say }) => {
  const fleet = await open({ config: { maxmemory: '40mb' } });
  const { look } = fleet;
  const fill = async () => {
    for (let part = 0; ; part++) {
      const reply = await look.rpush(JUNK, 'x'.repeat(2 ** (part < 100 ? 20 : 12))).catch(() => null);
      if (reply === null && part < 100) part = 100;
      else if (reply === null) return;
    }
  };
  const [slow, tiny] = [await problems.slow(), await problems.tiny()];
  await fill();
  say('Redis has no memory left');
  await failsWith(fleet.submitAndWait(tiny), 4, /Redis is out of memory/);
  await look.unlink(JUNK);
  await Promise.all([fleet.startWorker(), fleet.startWorker()]);
  const waiting = fleet.submitAndWait(slow);
  await untilMidShard(fleet, 2);
  await fill();
  say('it is full again, in mid-shard');
  await until('the waiting command says so', () => /Redis is out of memory/.test(waiting.stderr()));
  await look.unlink(JUNK);
  say('it has memory again');
  await sameReport(waiting, slow);
};
