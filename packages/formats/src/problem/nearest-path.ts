import { nearestName } from '@gradproof/model';
import { readdir, stat } from 'node:fs/promises';
import { basename, dirname, join, parse } from 'node:path';

const isThere = async (path: string): Promise<boolean> => (await stat(path).catch(() => null)) !== null;

/** The name that was meant: one that differs by its extension alone, or the nearest. */
const nearestOf = (name: string, names: readonly string[]): string | undefined =>
  names.find((candidate) => parse(candidate).name === name || candidate === parse(name).name) ??
  nearestName(name, names);

/** The path that was probably meant by one that isn't there: each of its names may be mistyped. */
const nearestPath = async (path: string): Promise<string | undefined> => {
  if (await isThere(path)) return path;
  const [folder, name] = [dirname(path), basename(path)];
  if (folder === path) return undefined;
  const near = await nearestPath(folder);
  if (near === undefined) return undefined;
  const names = await readdir(near).catch((): string[] => []);
  const meant = names.includes(name) ? name : nearestOf(name, names);
  return meant === undefined ? undefined : join(near, meant);
};

/**
 * `; did you mean "examples/notebook"?`, or nothing.
 *
 * @param path A path that isn't there; nothing is said of one that is.
 */
export const didYouMeanPath = async (path: string): Promise<string> => {
  if (path.includes('\0') || (await isThere(path))) return '';
  const near = await nearestPath(path);
  return near === undefined ? '' : `; did you mean ${JSON.stringify(near)}?`;
};
