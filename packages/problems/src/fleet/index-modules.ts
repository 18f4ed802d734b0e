import { RemediableError } from '@gradproof/formats';
import { InputError } from '@gradproof/model';
import { realpath } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { listModules, realFolder } from './list-modules.ts';
import { moduleVersion } from './module-version.ts';
import { placeIn } from './place-in.ts';

/** A module as the fleet knows it: by its name (its place in a folder of modules) and the SHA-256 of what it consists of. */
export interface ModuleVersion {
  readonly name: string;
  readonly sha256: string;
}

/** What a folder of modules holds. */
export interface ModuleIndex {
  /** Its real path. */
  readonly folder: string;
  /** SHA-256 by name. */
  readonly versions: Readonly<Record<string, string>>;
  /** Why others have none, by name. */
  readonly refused: Readonly<Record<string, string>>;
}

/**
 * Reads a folder of modules without running any of them.
 *
 * @param given A folder.
 * @returns The version of each module, and why others have none.
 * @throws InputError for what is no folder, or holds more than a thousand modules.
 */
export const indexModules = async (given: string): Promise<ModuleIndex> => {
  const folder = await realFolder(given);
  const versions: Record<string, string> = {};
  const refused: Record<string, string> = {};
  for (const [name, path] of await listModules(folder)) {
    try {
      versions[name] = await moduleVersion(folder, path);
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      refused[name] = error.message;
    }
  }
  return { folder, versions, refused };
};

/**
 * The name and version of one module, without running it.
 *
 * @param path The module's file.
 * @param given A folder that holds it: by default its own.
 * @returns The module as the fleet knows it.
 * @throws InputError when it isn't there, or imports what the folder doesn't hold; RemediableError when it lies outside the folder.
 */
export const versionOfModule = async (path: string, given = dirname(path)): Promise<ModuleVersion> => {
  const folder = await realFolder(given);
  const parent = await realFolder(dirname(path));
  const name = placeIn(folder, `${parent}/${basename(path)}`);
  const real = await realpath(path).catch(() => null);
  if (real === null) throw new InputError(`There is no module at ${path}.`);
  if (name === null || placeIn(folder, real) === null)
    throw new RemediableError(`${path} does not lie in ${given}.`, { kind: 'name-modules-folder' });
  return { name, sha256: await moduleVersion(folder, real) };
};
