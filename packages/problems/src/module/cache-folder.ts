import { chmodSync, lstatSync, mkdirSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';

/** A folder that others can write could hold code that somebody else put there. */
const isOurs = (folder: string): boolean => {
  const entry = lstatSync(folder);
  return entry.isDirectory() && (entry.mode & 0o077) === 0 && entry.uid === (process.getuid?.() ?? entry.uid);
};

/**
 * Where translated modules are kept from one run to the next: a folder for temporary files that only this user can enter, or false
 * where there can't be one. Neither the problem's folder nor the home folder is written to.
 */
export const cacheFolder = (temporary = tmpdir()): string | false => {
  try {
    const folder = join(temporary, `gradproof-modules-${userInfo().username.replace(/\W/g, '_')}`);
    if (mkdirSync(folder, { recursive: true, mode: 0o700 }) !== undefined) chmodSync(folder, 0o700); // whatever the umask
    return isOurs(folder) ? folder : false;
  } catch {
    return false; // no room, no right, no name: modules are translated anew each time, that is all
  }
};
