import { InputError, quoted } from '@gradproof/model';
import { realpath, stat } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join, relative, sep } from 'node:path';
import { RemediableError } from '../remediable-error.ts';
import { isMissing } from './is-missing.ts';
import { didYouMeanPath } from './nearest-path.ts';

/** Where a problem lies. */
export interface ProblemPlace {
  /** Its folder, every link resolved. */
  readonly folder: string;
  /** The file that describes it. */
  readonly description: string;
}

/** Finds a problem from its folder or its problem.json. Throws InputError when neither is there. */
export const locateProblem = async (path: string): Promise<ProblemPlace> => {
  try {
    const description = (await stat(path)).isDirectory() ? join(path, 'problem.json') : path;
    if (!(await stat(description)).isFile()) throw new InputError(`${description} is not a file.`);
    return { folder: await realpath(dirname(description)), description };
  } catch (error) {
    if (!isMissing(error)) throw error;
    const guess = await didYouMeanPath(path);
    throw new RemediableError(
      `There is no problem at ${path}${guess === '' ? ': give' : `${guess} Give`} a folder with a problem.json, that file, or a module (.ts, .mts, .cts, .js, .mjs, .cjs).`,
      { kind: 'write-example' },
    );
  }
};

const leavingError = (key: string, path: string): InputError =>
  new InputError(
    `problem.json: ${key} is ${quoted(path)}, which leaves its folder. Copy the file beside problem.json, and name it by a relative path.`,
  );

const leaves = (folder: string, target: string): boolean => {
  const within = relative(folder, target);
  return within === '' || within === '..' || within.startsWith(`..${sep}`) || isAbsolute(within);
};

/** The file that problem.json names under `key`. Throws InputError when it isn't there or lies outside the folder, by its path or by a link. */
export const locateArrays = async ({ folder }: ProblemPlace, key: string, path: string): Promise<string> => {
  if (path.includes('\0') || isAbsolute(path) || leaves(folder, join(folder, path)))
    throw leavingError(key, path);
  try {
    const file = await realpath(join(folder, path));
    if (leaves(folder, file)) throw leavingError(key, path);
    if (!(await stat(file)).isFile())
      throw new InputError(`problem.json: ${key} is ${quoted(path)}, which is not a file.`);
    return file;
  } catch (error) {
    if (!isMissing(error)) throw error;
    throw new InputError(`problem.json: ${key} is ${quoted(path)}, which is not in ${basename(folder)}.`);
  }
};
