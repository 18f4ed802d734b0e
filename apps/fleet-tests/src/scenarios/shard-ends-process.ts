import { keepWorkersAlive } from '../stage/keep-workers-alive.ts';
import type { Scenario } from '../stage/stage.ts';

/** The run that begins at this coordinate is the one that kills. */
const FATAL = '256';

/** A heap of 48 MiB is soon full. */
const fault = (how: string) => ({
  preload: { name: 'end-in-task' as const, env: { FAULT_KIND: 'run', FAULT_START: FATAL, FAULT_HOW: how } },
  nodeOptions: how === 'memory' ? '--max-old-space-size=48' : '',
});

const scenario =
  (how: 'exit' | 'memory' | 'worker', message: RegExp): Scenario =>
  async ({ fleet: open, problems, sameReport, failsWith, say }) => {
    const fleet = await open();
    const supervisor = await keepWorkersAlive(fleet, fault(how));
    const slow = await problems.slow();
    await failsWith(fleet.submitAndWait(slow), 4, message);
    await supervisor.stop();
    say(`${supervisor.starts()} workers were started`);
    await fleet.startWorker();
    await sameReport(fleet.submitAndWait(slow), slow);
  };

/** A compute process exits on one shard, whoever computes it. */
export const shardExits = scenario('exit', /coordinates 256 to \d+: .*exited with status 7/);

/** A compute process runs out of memory on one shard, whoever computes it. */
export const shardOutOfMemory = scenario('memory', /coordinates 256 to \d+: .*SIGABRT \(out of memory/);

/** A whole worker is killed by one shard, whichever takes it. */
export const shardKillsWorker = scenario('worker', /coordinates 256 to \d+ was started \d+ times/);
