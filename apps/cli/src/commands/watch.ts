import { countText } from '@gradproof/report';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { EXIT_STATUS } from '../exit-status.ts';
import type { Target } from '../targets/find-problems.ts';
import type { Terminal } from '../terminal.ts';
import { watchedFolders } from '../watching/watched-folders.ts';
import { watchFiles } from '../watching/watch-files.ts';

/** Checks in a process of its own: every run loads the modules anew, and one that hangs or ends its process takes nothing with it. */
const start = (args: readonly string[]): ChildProcess =>
  spawn(process.execPath, [...process.execArgv, process.argv[1]!, ...args], { stdio: 'inherit' });

const ended = async (child: ChildProcess): Promise<void> => {
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
};

/**
 * Checks, and checks again when files of the problems' folders change; a run that is under way then is ended.
 *
 * @param args The command line, without --watch.
 * @param targets What it checks.
 * @param terminal Told, after each run, what is waited for.
 * @param signal Ends it.
 * @returns The exit status of what is interrupted.
 */
export const watchProblems = async (
  args: readonly string[],
  targets: readonly Target[],
  { err }: Terminal,
  signal: AbortSignal,
): Promise<number> => {
  const folders = await watchedFolders(targets.map(({ problem }) => problem));
  const said = `gradproof: waiting for changes in ${folders.length === 1 ? folders[0]! : `${countText(folders.length)} folders`}; Ctrl-C ends it\n`;
  while (!signal.aborted) {
    const child = start(args);
    let stop = () => {};
    const changed = new Promise<void>((resolve) => {
      stop = watchFiles(folders, resolve);
      signal.addEventListener('abort', () => resolve(), { once: true });
    });
    const first = await Promise.race([ended(child).then(() => 'ended' as const), changed]);
    if (first === 'ended' && !signal.aborted) err(said);
    await changed;
    stop();
    child.kill();
    await ended(child);
  }
  return EXIT_STATUS.interrupted;
};
