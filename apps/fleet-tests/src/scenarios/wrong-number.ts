import type { Scenario } from '../stage/stage.ts';

/** A machine computes wrongly: with every shard computed twice, by two workers, the check fails and names both. */
export const wrongNumber: Scenario = async ({ fleet: open, problems, sameReport, failsWith }) => {
  const fleet = await open();
  const [wrong, right] = await Promise.all([
    fleet.startWorker([], { preload: { name: 'wrong-number' } }),
    fleet.startWorker(),
  ]);
  const slow = await problems.slow();
  const both = `(${wrong.name} and ${right.name}|${right.name} and ${wrong.name})`;
  await failsWith(
    fleet.submitAndWait(slow, ['--recheck', '1']),
    4,
    new RegExp(`coordinates \\d+ to \\d+: the workers ${both} don't get the same numbers`),
  );
  wrong.signalAll('SIGKILL');
  await fleet.startWorker();
  await sameReport(fleet.submitAndWait(slow, ['--recheck', '0.3']), slow);
};
