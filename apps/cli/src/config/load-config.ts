import { didYouMean, InputError } from '@gradproof/model';
import { loadModule } from '@gradproof/problems';
import { stat } from 'node:fs/promises';
import { withConsoleToStderr } from '../console-to-stderr.ts';
import { loadInterruptibly } from '../interruptible.ts';
import { CONFIG_KEYS, type GradproofConfig } from './config.ts';

/** What a configuration is called, in the folder where gradproof is run. */
const NAMES = ['ts', 'mts', 'cts', 'js', 'mjs', 'cjs'].map((extension) => `gradproof.config.${extension}`);

/** A configuration, and the file that it is of. */
export interface LoadedConfig {
  readonly file: string;
  readonly config: GradproofConfig;
}

const isFile = async (path: string): Promise<boolean> =>
  (await stat(path).catch(() => null))?.isFile() === true;

const findConfig = async (): Promise<string | undefined> => {
  const found = await Promise.all(NAMES.map(isFile));
  return NAMES.find((_name, k) => found[k]);
};

const assertConfig = (file: string, exported: unknown): void => {
  if (typeof exported !== 'object' || exported === null || Array.isArray(exported))
    throw new InputError(
      `${file} must have a record as its default export, as in: export default { problems: ['problems/*.ts'] };`,
    );
  const known: readonly string[] = CONFIG_KEYS;
  const mistakes = Object.keys(exported)
    .filter((key) => !known.includes(key))
    .map((key) => `${key} is not a known key${didYouMean(key, known) || `; known are ${known.join(', ')}`}`);
  const { problems } = exported as { problems?: unknown };
  const names = Array.isArray(problems) ? (problems as unknown[]) : [problems ?? ''];
  if (names.some((name) => typeof name !== 'string')) mistakes.push('problems must be a path, or a list of paths'); // prettier-ignore
  if (mistakes.length > 0) throw new InputError(`${file}: ${mistakes.join('; ')}.`);
};

/**
 * Loads the configuration: of the file that is named, or of gradproof.config.ts (.mts, .cts, .js, .mjs, .cjs) in the working folder.
 *
 * @param named The file that --config names.
 * @returns The configuration; null where none is named and none is there.
 * @throws InputError when it can't be loaded, or is none.
 */
export const loadConfig = async (named?: string): Promise<LoadedConfig | null> => {
  const file = named ?? (await findConfig());
  if (file === undefined) return null;
  const exported = await withConsoleToStderr(() => loadInterruptibly(() => loadModule(file)));
  assertConfig(file, exported);
  return { file, config: exported as GradproofConfig };
};
