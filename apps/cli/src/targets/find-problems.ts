import { InputError } from '@gradproof/model';
import { isModulePath } from '@gradproof/problems';
import { stat } from 'node:fs/promises';
import { basename, isAbsolute, resolve } from 'node:path';
import { declaredProblems, IGNORED, isDeclared, isProblemFolder, problemOfFile } from './declared.ts';
import { pathOf } from './path-of.ts';

/** A problem to check, by its path; or an argument that names none, with the reason. */
export interface Target {
  readonly problem: string;
  readonly error?: unknown;
}

const WILDCARDS = /[*?[{]/;

/** Whether the pattern names the kind of file that it means, as `*.ts` does. `problems/*` matches any script, which isn't run then. */
const namesExtension = (pattern: string): boolean => /\.[^./]+$/.test(pattern);

/** The problem that a match stands for, or those of a folder; none for files of another kind. */
const problemsAt = async (path: string, pattern: string): Promise<string[]> => {
  if (basename(path) === 'problem.json') return [problemOfFile(path)];
  if (isModulePath(path)) return isDeclared(path) || namesExtension(pattern) ? [path] : [];
  if (!(await stat(path)).isDirectory()) return [];
  return (await isProblemFolder(path)) ? [path] : declaredProblems(path);
};

const matching = async (pattern: string): Promise<string[]> => {
  const { glob } = await import('tinyglobby');
  const options = {
    absolute: isAbsolute(pattern),
    ignore: IGNORED,
    onlyFiles: false,
    expandDirectories: false,
    followSymbolicLinks: false,
  };
  const paths = (await glob(pattern, options)).map((path) => path.replace(/(?<=.)\/$/, '')).toSorted();
  const problems = (await Promise.all(paths.map((path) => problemsAt(path, pattern)))).flat();
  if (problems.length > 0) return problems;
  throw new InputError(
    `No problem matches ${pattern}: it matches no folder with a problem.json, no *.problem.ts and, where it ends with .ts or .mjs, no module.`,
  );
};

/** The problems that one argument names. What isn't there stays as it is given: opening it says what is missing. */
const problemsOf = async (argument: string): Promise<string[]> => {
  const path = pathOf(argument);
  const entry = await stat(path).catch(() => null);
  if (entry === null && WILDCARDS.test(path)) return matching(path);
  if (!entry?.isDirectory() || isModulePath(path) || (await isProblemFolder(path))) return [path];
  const problems = await declaredProblems(path);
  return problems.length > 0 ? problems : [path];
};

const targetsOf = async (argument: string): Promise<Target[]> => {
  try {
    return (await problemsOf(argument)).map((problem) => ({ problem }));
  } catch (error) {
    return [{ problem: argument, error }];
  }
};

/** The same problem, however it is named. */
const keyOf = ({ problem }: Target): string => problemOfFile(resolve(problem));

/**
 * The problems that arguments name, each once, in order.
 *
 * @param args Problem folders, their problem.json, modules, folders of problems, globs, and file:// URLs of these.
 * @returns The problems, and the arguments that name none.
 */
export const findProblems = async (args: readonly string[]): Promise<Target[]> => {
  const seen = new Set<string>();
  const targets = (await Promise.all(args.map(targetsOf))).flat();
  return targets.filter((target) => {
    const key = keyOf(target);
    return !seen.has(key) && seen.add(key);
  });
};
