import { InputError } from '@gradproof/model';
import { randomUUID } from 'node:crypto';
import { constants, copyFile, link, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { isMissing } from './problem/is-missing.ts';
import { RemediableError } from './remediable-error.ts';

const REPLACE = { kind: 'replace-file' } as const;

/** What is written first, in the folder that the file will be in: its name is no longer than the file's may be. */
const draftBeside = (path: string): string => join(dirname(path), `.draft-${randomUUID()}`);

const codeOf = (error: unknown): string | undefined => (error as NodeJS.ErrnoException).code;

/** Fails when there is something: nobody's file is lost. Some file systems have no links; there it is copied. */
const place = async (draft: string, path: string): Promise<void> => {
  try {
    await link(draft, path);
  } catch (error) {
    if (!['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK'].includes(codeOf(error) ?? '')) throw error;
    await copyFile(draft, path, constants.COPYFILE_EXCL);
  }
};

const unwritable = (path: string, error: unknown): InputError =>
  new InputError(`${path} can't be written: ${(error as Error).message}.`, { cause: error });

/**
 * Writes a file whole or not at all.
 *
 * @param path The file.
 * @param content All of it.
 * @param force Whether a file that is there is replaced.
 * @throws RemediableError when it is there and may not be replaced, InputError when it can't be written.
 */
export const writeWhole = async (
  path: string,
  content: Uint8Array | string,
  force: boolean,
): Promise<void> => {
  const draft = draftBeside(path);
  try {
    await writeFile(draft, content);
    if (force) await rename(draft, path);
    else await place(draft, path);
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw unwritable(path, error);
    throw new RemediableError(`${path} is already there; nothing was written. Name another file.`, REPLACE);
  } finally {
    await rm(draft, { force: true });
  }
};

/** `other` is a device, a pipe or a socket. */
const kindOf = async (path: string): Promise<'file' | 'folder' | 'other' | null> => {
  try {
    const entry = await stat(path);
    return entry.isDirectory() ? 'folder' : entry.isFile() ? 'file' : 'other';
  } catch (error) {
    if (isMissing(error)) return null;
    throw unwritable(path, error);
  }
};

const assertFolderWritable = async (path: string): Promise<void> => {
  const draft = draftBeside(path);
  try {
    await writeFile(draft, '');
  } catch (error) {
    throw unwritable(path, error);
  } finally {
    await rm(draft, { force: true });
  }
};

/**
 * Finds out whether a file can be written later: before hours of work, not after.
 *
 * @param path The file.
 * @param force Whether a file that is there may be replaced.
 * @throws RemediableError when it is there already and may not be replaced; InputError when it is a folder or a device, or its folder
 *   isn't there or is read-only.
 */
export const assertWritable = async (path: string, force: boolean): Promise<void> => {
  if (path === '') throw new InputError('The name of the file to write is empty.');
  const kind = await kindOf(path);
  if (kind === 'folder') throw new InputError(`${path} is a folder. Name a file in it.`);
  if (kind === 'other') throw new InputError(`${path} is a device or a pipe, no file. Name a file.`);
  if (kind === 'file' && !force)
    throw new RemediableError(`${path} is already there. Name another file.`, REPLACE);
  const folder = dirname(path);
  if ((await kindOf(folder)) !== 'folder')
    throw new InputError(`There is no folder ${folder} to write ${path} to. Make it, or name another file.`);
  await assertFolderWritable(path);
};
