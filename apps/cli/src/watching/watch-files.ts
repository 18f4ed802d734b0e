import { watch } from 'node:fs';
import { join } from 'node:path';
import { isOwnFile } from '../reporters/own-file.ts';
import { isWatchedName } from './watched-folders.ts';

/** An editor writes in several steps; so long nothing may change before it counts as done, in milliseconds. */
const SETTLED = 100;

const isReport = (file: string): boolean =>
  isOwnFile(file, 'html') || isOwnFile(file, 'json') || isOwnFile(file, 'junit');

/** Calls `changed` when files of the folders have changed and settled, but not for the reports that a run writes there. Returns what ends that. */
export const watchFiles = (folders: readonly string[], changed: () => void): (() => void) => {
  let settling: NodeJS.Timeout | undefined;
  const heard = (folder: string) => (_event: string, name: string | null) => {
    if (name !== null && (!isWatchedName(name) || isReport(join(folder, name)))) return;
    clearTimeout(settling);
    settling = setTimeout(changed, SETTLED);
  };
  const watchers = folders.map((folder) => watch(folder, heard(folder)).on('error', () => {})); // a folder that is deleted
  return () => {
    clearTimeout(settling);
    for (const watcher of watchers) watcher.close();
  };
};
