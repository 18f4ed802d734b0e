import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { familyOf } from '../stage/family-of.ts';
import { untilMidShard } from '../stage/progress.ts';
import type { Scenario } from '../stage/stage.ts';
import { until } from '../stage/until.ts';

const PASSWORD = 'correct-horse-battery';

const commandLinesOf = async (pid: number): Promise<string> => {
  const lines = (await familyOf(pid)).map((member) => readFile(`/proc/${member}/cmdline`, 'utf8'));
  return (await Promise.all(lines)).join('\n');
};

/** Redis's password stands on the command lines of a worker and a command, and Redis goes away under them: nobody reads it there, in logs or in messages. */
export const passwordHidden: Scenario = async ({ fleet: open, problems, sameReport, say }) => {
  const fleet = await open({ appendonly: true, config: { requirepass: PASSWORD } });
  const { url } = fleet.redis;
  assert.ok(url.includes(PASSWORD));
  const worker = await fleet.startWorker(['--redis', url]);
  const slow = await problems.slow();
  const waiting = fleet.submitAndWait(slow, ['--redis', url]);
  await untilMidShard(fleet, 1);
  for (const { pid } of [worker, waiting]) assert.ok(!(await commandLinesOf(pid)).includes(PASSWORD));
  say('no list of processes shows the password');
  await fleet.redis.kill9();
  await until('the worker and the command miss Redis', () =>
    [worker.stdout(), waiting.stderr()].every((said) => /Redis|ECONNREFUSED|connect/i.test(said)),
  );
  await fleet.redis.restart();
  await sameReport(waiting, slow);
  for (const { stdout, stderr } of [worker, waiting]) assert.ok(!(stdout() + stderr()).includes(PASSWORD));
  say('no log and no message shows it');
};
