import { InputError } from '@gradproof/model';
import { createJiti, type Jiti } from 'jiti';
import { createHash } from 'node:crypto';
import { readFile, realpath } from 'node:fs/promises';
import { createRequire, isBuiltin } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { describeLoadError } from '../module/describe-load-error.ts';
import { assertModuleFile, isModulePath } from '../module/load-module.ts';
import { findPackage } from './find-package.ts';
import { type Imports, importsOf } from './imports-of.ts';
import { placeIn } from './place-in.ts';

const sha256 = (bytes: Uint8Array | string): string => createHash('sha256').update(bytes).digest('hex');

/** Every module gets this very core, whatever is installed beside it; the arithmetic's version stands for it. */
const isOurs = (specifier: string): boolean => isBuiltin(specifier) || specifier === '@gradproof/core';

/** `lodash`, not `./lodash`, `/lodash`, `#lodash` nor `file:///lodash`. */
const isPackage = (specifier: string): boolean => !/^[./#]|^file:/.test(specifier);

/** `lodash@4.17.21`. Throws InputError when it isn't installed. */
const packageVersion = async (specifier: string, importer: string, place: string): Promise<string> => {
  const path = findPackage(specifier, importer);
  if (path === undefined)
    throw new InputError(`${place} imports the package ${specifier}, which is not installed for it.`);
  const { name, version } = JSON.parse(await readFile(path, 'utf8')) as { name?: string; version?: string };
  return `${name ?? specifier}@${version ?? '?'}`;
};

const readImports = (place: string, path: string, bytes: Buffer): Imports => {
  try {
    return importsOf(path, bytes.toString('utf8'));
  } catch (error) {
    throw new InputError(describeLoadError(place, error), { cause: error });
  }
};

/** One import, as it stands in a module of this real path. */
interface Import {
  readonly specifier: string;
  readonly importer: string;
  /** The importer's place in the folder. */
  readonly place: string;
}

/** Node's own require, which runs what is CommonJS already; null where it finds nothing. */
const requiredPath = async ({ specifier, importer }: Import): Promise<string | null> => {
  try {
    return await realpath(createRequire(importer).resolve(specifier));
  } catch {
    return null; // then only jiti can load it
  }
};

/**
 * Where an import leads, links resolved: by jiti's rules, and by Node's where these say otherwise (of x.ts and x.json, which is ./x?).
 * Throws InputError when there is nothing, or it lies outside the folder.
 */
const resolveImport = async (jiti: Jiti, folder: string, imported: Import): Promise<ReadonlySet<string>> => {
  const { specifier, importer, place } = imported;
  const url = jiti.esmResolve(specifier, { parentURL: pathToFileURL(importer).href, try: true });
  const path = url && (await realpath(fileURLToPath(url)).catch(() => null));
  if (!path) throw new InputError(`${place} imports ${specifier}, which is not there.`);
  const paths = new Set([path, (await requiredPath(imported)) ?? path]);
  if ([...paths].every((candidate) => placeIn(folder, candidate) !== null)) return paths;
  throw new InputError(
    `${place} imports ${specifier}, which lies outside the folder of modules: move it in, so that workers have it, too.`,
  );
};

/**
 * The version of a module in a folder (both real paths): the SHA-256 over the module and everything that it imports inside the folder (each
 * file's place and SHA-256, in order), and over the name and version of each package. Throws InputError for imports that are computed,
 * missing or outside: nothing vouches for these.
 */
export const moduleVersion = async (folder: string, path: string): Promise<string> => {
  const jiti = createJiti(path, { fsCache: false });
  const files = new Map<string, string>();
  const packages = new Set<string>();
  const visit = async (file: string): Promise<void> => {
    const place = placeIn(folder, file)!;
    if (files.has(place)) return;
    if (isModulePath(file)) await assertModuleFile(file);
    const bytes = await readFile(file);
    files.set(place, sha256(bytes));
    if (!isModulePath(file)) return; // JSON and the like import nothing
    const { specifiers, computed } = readImports(place, file, bytes);
    if (computed)
      throw new InputError(
        `${place} imports something whose name is computed: the fleet can't tell whether its workers have the same. Write the name out.`,
      );
    for (const specifier of specifiers) {
      if (isOurs(specifier)) continue;
      if (isPackage(specifier)) packages.add(await packageVersion(specifier, file, place));
      else
        for (const path of await resolveImport(jiti, folder, { specifier, importer: file, place }))
          await visit(path);
    }
  };
  await visit(await realpath(path));
  const content = { files: [...files].sort(([a], [b]) => (a < b ? -1 : 1)), packages: [...packages].sort() };
  return sha256(JSON.stringify(content));
};
