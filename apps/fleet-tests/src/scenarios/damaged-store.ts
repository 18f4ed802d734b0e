import type { Fleet } from '../stage/fleet.ts';
import type { Scenario } from '../stage/stage.ts';
import { until } from '../stage/until.ts';

const chunksOf = ({ look, redis }: Fleet): Promise<string[]> => look.keys(`${redis.prefix}:chunk:*`);

/** Chunks are damaged, and then missing, when a worker reads them: the check fails and says which; submitting again uploads them. */
export const damagedStore: Scenario = async ({ fleet: open, problems, sameReport, failsWith, say }) => {
  const fleet = await open();
  const tiny = await problems.tiny();
  const submitted = async () => {
    const waiting = fleet.submitAndWait(tiny);
    await until('the check is submitted', () => /check-\w+\n/.test(waiting.stderr()));
    return waiting;
  };

  const ofDamaged = await submitted();
  for (const chunk of await chunksOf(fleet)) await fleet.look.setrange(chunk, 0, 'damaged!');
  say('every chunk in the store is damaged');
  const worker = await fleet.startWorker();
  await failsWith(ofDamaged, 4, /In the store .* is damaged: .*submit the problem again/);
  worker.signalAll('SIGKILL');

  await fleet.run(['purge']);
  const ofMissing = await submitted();
  await fleet.look.unlink(await chunksOf(fleet));
  say('every chunk in the store is missing');
  await fleet.startWorker();
  await failsWith(ofMissing, 4, /The store doesn't have .*Submit the problem again/);

  await sameReport(fleet.submitAndWait(tiny), tiny);
};
