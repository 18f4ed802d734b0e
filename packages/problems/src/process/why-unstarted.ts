import { quoted } from '@gradproof/model';
import { closeSync, openSync, readSync } from 'node:fs';
import { resolve } from 'node:path';

/** Why a program could not be started, by the system's code. */
const UNSTARTED: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such program',
  ENOTDIR: 'a part of its path is no folder',
  EACCES: 'it is no file that may be executed (chmod +x makes a program one)',
  ENOEXEC: 'it is no program of this system, nor a script whose first line names its interpreter (#!)',
  ENAMETOOLONG: 'its name is too long',
  E2BIG: 'its arguments and the environment are too long',
};

/** The longest first line that names an interpreter: what Linux looks at. */
const FIRST_LINE = 256;

/** The interpreter that a script's first line names; null where there is no script. */
const interpreterOf = (file: string): string | null => {
  let opened: number | undefined;
  try {
    opened = openSync(file, 'r');
    const bytes = Buffer.alloc(FIRST_LINE);
    const text = bytes.toString('utf8', 0, readSync(opened, bytes, 0, FIRST_LINE, 0));
    return /^#!\s*(\S+)/.exec(text)?.[1] ?? null;
  } catch {
    return null; // no such file, or not a readable one
  } finally {
    if (opened !== undefined) closeSync(opened);
  }
};

/** Why a program could not be started in this folder, in words that end a sentence. */
export const whyUnstarted = (error: Error, program: string, folder: string): string => {
  const { code = '' } = error as NodeJS.ErrnoException;
  const interpreter =
    code === 'ENOENT' && program.includes('/') ? interpreterOf(resolve(folder, program)) : null;
  if (interpreter !== null)
    return `its interpreter ${quoted(interpreter)}, which its first line names, is not there`;
  return UNSTARTED[code] ?? error.message;
};
