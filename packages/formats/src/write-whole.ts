import { randomUUID } from 'node:crypto';
import { link, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { InputError } from '@gradproof/model';

/** Writes a file whole or not at all. Throws InputError when it is there and `force` isn't set. */
export const writeWhole = async (
  path: string,
  content: Uint8Array | string,
  force: boolean,
): Promise<void> => {
  const draft = `${path}.draft-${randomUUID()}`;
  try {
    await writeFile(draft, content);
    if (force) await rename(draft, path);
    else await link(draft, path); // fails when there is something: nobody's file is lost
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    throw new InputError(`${path} is already there; nothing was written. Name another file, or add --force.`);
  } finally {
    await rm(draft, { force: true });
  }
};

const kindOf = async (path: string): Promise<'file' | 'folder' | null> => {
  try {
    return (await stat(path)).isDirectory() ? 'folder' : 'file';
  } catch {
    return null;
  }
};

/** Throws InputError when the file could not be written later: it is there already, is a folder, or has none. Before hours of work, not after. */
export const refuseTarget = async (path: string, force: boolean): Promise<void> => {
  const kind = await kindOf(path);
  if (kind === 'folder') throw new InputError(`${path} is a folder. Name a file in it.`);
  if (kind === 'file' && !force)
    throw new InputError(`${path} is already there. Name another file, or add --force.`);
  const folder = dirname(path);
  if ((await kindOf(folder)) !== 'folder')
    throw new InputError(`There is no folder ${folder} to write ${path} to. Make it, or name another file.`);
};
