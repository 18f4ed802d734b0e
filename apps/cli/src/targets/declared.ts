import { stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

const MODULE = '{ts,mts,cts,js,mjs,cjs}';

/** What a file that declares a problem is called: problem.json, NAME.problem.ts and the like. A mere problem.ts may be anything. */
const DECLARED = ['**/problem.json', `**/*.problem.${MODULE}`];

/** Where nobody declares a problem: installed packages, and what was built of a source that does. Hidden folders are left out, too. */
export const IGNORED = ['**/node_modules/**', '**/dist/**'];

/** Whether a module declares, by its name, that it is a problem. */
export const isDeclared = (path: string): boolean => /\.problem\.[cm]?[jt]s$/.test(path);

const byName = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** The path of a problem by its file: problem.json stands for its folder. */
export const problemOfFile = (file: string): string =>
  basename(file) === 'problem.json' ? dirname(file) : file;

/** Whether the path is a folder that is a problem itself. */
export const isProblemFolder = async (path: string): Promise<boolean> =>
  (await stat(join(path, 'problem.json')).catch(() => null))?.isFile() === true;

/** The problems that are declared in a folder or below it, sorted by path. */
export const declaredProblems = async (folder: string): Promise<string[]> => {
  const { glob } = await import('tinyglobby');
  const files = await glob(DECLARED, { cwd: folder, ignore: IGNORED, followSymbolicLinks: false });
  return files.map((file) => problemOfFile(join(folder, file))).toSorted(byName);
};
