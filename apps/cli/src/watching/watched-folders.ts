import { isModulePath } from '@gradproof/problems';
import { readdir, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** Folders that are watched: more would be no problem's own. */
const MOST = 500;

/** Folders that nobody edits, or that a run writes to. */
export const isWatchedName = (name: string): boolean =>
  !name.startsWith('.') && !['node_modules', 'dist', '__pycache__'].includes(name) && !name.endsWith('.pyc');

const foldersBelow = async (root: string): Promise<string[]> => {
  const found = [root];
  for (let next = 0; next < found.length && found.length < MOST; next++) {
    const entries = await readdir(found[next]!, { withFileTypes: true }).catch(() => []);
    found.push(
      ...entries
        .filter((entry) => entry.isDirectory() && isWatchedName(entry.name))
        .map(({ name }) => join(found[next]!, name)),
    );
  }
  return found.slice(0, MOST);
};

const rootOf = async (problem: string): Promise<string> => {
  const isFolder = !isModulePath(problem) && (await stat(problem).catch(() => null))?.isDirectory();
  return isFolder ? problem : dirname(problem);
};

/** The folders of problems and those below them, each once. */
export const watchedFolders = async (problems: readonly string[]): Promise<string[]> => {
  const roots = [...new Set(await Promise.all(problems.map(rootOf)))];
  return [...new Set((await Promise.all(roots.map(foldersBelow))).flat())];
};
