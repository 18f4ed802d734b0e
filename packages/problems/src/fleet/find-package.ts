import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** `lodash/fp` → lodash, `@scope/name/part` → @scope/name. */
const packageOf = (specifier: string): string =>
  specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');

/**
 * The package.json of the package that a module imports, by Node's rule (https://nodejs.org/api/modules.html, "Loading from node_modules
 * folders"): in the nearest node_modules folder above it. Node's own findPackageJSON is only there since 22.14.
 *
 * @param specifier What is imported: `lodash`, `@scope/name/part`.
 * @param importer The importing module's file.
 * @returns The file's path; undefined where the package isn't installed.
 */
export const findPackage = (specifier: string, importer: string): string | undefined => {
  for (let folder = dirname(importer); ; folder = dirname(folder)) {
    const file = join(folder, 'node_modules', packageOf(specifier), 'package.json');
    if (existsSync(file)) return file;
    if (dirname(folder) === folder) return undefined;
  }
};
