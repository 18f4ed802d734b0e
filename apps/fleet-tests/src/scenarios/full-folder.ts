import { execFileSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Scenario } from '../stage/stage.ts';

/** A file system of 64 KiB; it needs root, and the right to mount. */
const mountSmall = (folder: string): void => {
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', folder], { stdio: 'pipe' });
};

/** A shared folder that holds the problems fills up: submitting says so, and works when there is space again. */
export const fullFolder: Scenario = async ({ fleet: open, problems, sameReport, failsWith, say }) => {
  const fleet = await open();
  const folder = await mkdtemp(join(tmpdir(), 'gradproof-full-'));
  mountSmall(folder);
  try {
    const slow = await problems.slow();
    const tiny = await problems.tiny();
    say('the shared folder has room for 64 KiB');
    const store = ['--store', folder];
    await failsWith(
      fleet.submitAndWait(await problems.slow(), store),
      4,
      /store's folder .* is full.*free space/,
    );
    execFileSync('mount', ['-o', 'remount,size=16m', folder], { stdio: 'pipe' });
    say('it has room for 16 MiB');
    await fleet.startWorker(store);
    await sameReport(fleet.submitAndWait(slow, store), slow);
    await sameReport(fleet.submitAndWait(tiny, store), tiny);
    for (const process of fleet.started) process.signal('SIGTERM');
    await Promise.all(fleet.started.map(({ ended }) => ended)); // before their folder is taken away
  } finally {
    execFileSync('umount', ['-l', folder], { stdio: 'pipe' });
    await rm(folder, { recursive: true, force: true });
  }
};
