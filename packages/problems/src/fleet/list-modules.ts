import { InputError } from '@gradproof/model';
import { readdir, realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { isModulePath } from '../module/load-module.ts';
import { placeIn } from './place-in.ts';

/** More modules than this are no folder for a worker. */
const MOST_MODULES = 1000;

/** Packages and what is hidden hold no problems. */
const isSkipped = (name: string): boolean => name === 'node_modules' || name.startsWith('.');

/** Throws InputError unless it is a folder. */
export const realFolder = async (folder: string): Promise<string> => {
  const entry = await stat(folder).catch(() => null);
  if (entry?.isDirectory()) return realpath(folder);
  throw new InputError(entry ? `${folder} is not a folder.` : `There is no folder at ${folder}.`);
};

/** Whether the entry is a file of the folder, or a link to one: a link that leaves the folder is none. */
const isOwnFile = async (folder: string, path: string): Promise<boolean> => {
  const real = await realpath(path).catch(() => null); // a link to nothing
  return real !== null && placeIn(folder, real) !== null && (await stat(real)).isFile();
};

/**
 * The modules below a folder (a real path), by their names: paths relative to it, with `/`. A name is only ever looked up here, so that
 * a name that was sent opens no other file. Throws InputError for more than a thousand.
 */
export const listModules = async (folder: string): Promise<ReadonlyMap<string, string>> => {
  const modules = new Map<string, string>();
  const visit = async (place: string): Promise<void> => {
    for (const entry of await readdir(place, { withFileTypes: true })) {
      const path = join(place, entry.name);
      if (isSkipped(entry.name)) continue;
      if (entry.isDirectory()) await visit(path);
      else if (isModulePath(path) && (await isOwnFile(folder, path)))
        modules.set(placeIn(folder, path)!, path);
      if (modules.size > MOST_MODULES)
        throw new InputError(
          `${folder} holds more than ${MOST_MODULES} modules: give the problems a folder of their own.`,
        );
    }
  };
  await visit(folder);
  return modules;
};
