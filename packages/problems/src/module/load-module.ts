import * as core from '@gradproof/core';
import { didYouMeanPath } from '@gradproof/formats';
import { InputError } from '@gradproof/model';
import { stat } from 'node:fs/promises';
import { extname, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { cacheFolder } from './cache-folder.ts';
import { describeLoadError } from './describe-load-error.ts';

/** What a module's file is called. */
const EXTENSIONS = ['.ts', '.mts', '.cts', '.js', '.mjs', '.cjs'];

/**
 * Whether a path is a module's.
 *
 * @param path Any path; nothing is read.
 * @returns True for .ts, .mts, .cts, .js, .mjs and .cjs.
 */
export const isModulePath = (path: string): boolean => EXTENSIONS.includes(extname(path));

/** A module longer than this holds data, not code: parsing takes eight times as much memory. */
const MAX_BYTES = 32 * 2 ** 20;

/** Throws InputError unless it is a file of a module's size. */
export const assertModuleFile = async (path: string): Promise<void> => {
  const entry = await stat(path).catch(() => null);
  if (entry?.isFile() && entry.size <= MAX_BYTES) return;
  if (entry?.isFile())
    throw new InputError(
      `${path} has ${entry.size} bytes; a module has at most ${MAX_BYTES}. Let it read its data from a file.`,
    );
  throw new InputError(
    entry ? `${path} is not a file.` : `There is no module at ${path}${(await didYouMeanPath(path)) || '.'}`,
  );
};

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

/** The default export, also of a CommonJS module: its module.exports, or their `default` when they are no problem or were compiled from an ES module. */
const defaultOf = (exports: unknown): unknown => {
  if (!isRecord(exports)) return exports;
  if (!('default' in exports)) return 'parameters' in exports ? exports : undefined;
  const inner = exports['default'];
  if (!isRecord(inner) || !('default' in inner)) return inner;
  return '__esModule' in inner || !('parameters' in inner) ? inner['default'] : inner;
};

/**
 * Loads a TypeScript or JavaScript module, ES or CommonJS. Its imports of @gradproof/core are this very core, installed beside it or not.
 *
 * @param path The module's file.
 * @returns Its default export; undefined where there is none.
 * @throws InputError with the place when it isn't there, can't be read, or throws.
 */
export const loadModule = async (path: string): Promise<unknown> => {
  await assertModuleFile(path);
  const file = resolve(path);
  const { createJiti } = await import('jiti'); // only modules need it
  const jiti = createJiti(pathToFileURL(file).href, {
    fsCache: cacheFolder(),
    interopDefault: false,
    virtualModules: { '@gradproof/core': core },
  });
  try {
    return await defaultOf(await jiti.import(file)); // a CommonJS module can't wait for its problem, but export a promise of it
  } catch (error) {
    throw new InputError(describeLoadError(path, error), { cause: error });
  }
};
