import { globSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { root } from '../install.mjs';

/** The packages that are published: their folder from the root, and their manifest. */
export const publishedPackages = () =>
  globSync('{packages,apps}/*/package.json', { cwd: root })
    .map((file) => ({
      folder: dirname(file),
      manifest: JSON.parse(readFileSync(`${root}${file}`, 'utf8')),
    }))
    .filter(({ manifest }) => !manifest.private)
    .sort((a, b) => (a.manifest.name < b.manifest.name ? -1 : 1));
