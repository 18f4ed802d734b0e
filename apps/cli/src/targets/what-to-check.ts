import { InputError } from '@gradproof/model';
import { dirname, isAbsolute, join } from 'node:path';
import type { LoadedConfig } from '../config/load-config.ts';
import { declaredProblems } from './declared.ts';
import { findProblems, type Target } from './find-problems.ts';

/** Where nothing is declared. */
export const NOTHING_DECLARED =
  'Nothing to check is declared here: there is no gradproof.config.ts, problem.json or *.problem.ts in this folder or below it.';

/** What is declared: what the configuration names, or what the files of the working folder are. */
export const declaredTargets = async (loaded: LoadedConfig | null): Promise<Target[]> => {
  const folder = loaded === null ? '.' : dirname(loaded.file);
  const { problems } = loaded?.config ?? {};
  if (problems === undefined) return (await declaredProblems(folder)).map((problem) => ({ problem }));
  const inFolder = (path: string) =>
    isAbsolute(path) || path.startsWith('file:') ? path : join(folder, path);
  return findProblems([problems].flat().map(inFolder));
};

/** The problems that the arguments name; without arguments, those that are declared. Throws InputError where there are none. */
export const whatToCheck = async (
  args: readonly string[],
  loaded: LoadedConfig | null,
): Promise<Target[]> => {
  const targets = args.length > 0 ? await findProblems(args) : await declaredTargets(loaded);
  if (targets.length > 0) return targets;
  throw new InputError(
    `${NOTHING_DECLARED} Name a problem, or write one to start from: gradproof init mine.`,
  );
};
