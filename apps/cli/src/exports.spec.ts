import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { exportedNames } from './testing/exported-names.ts';

/** What of a package.json matters here. */
interface Manifest {
  readonly name: string;
  readonly private?: boolean;
  readonly exports?: Readonly<Record<string, string | { readonly '@gradproof/source': string }>>;
}

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));

/** Every entry of a published package, `@gradproof/vitest/jest`, with the names that it exports. */
const entriesOf = (manifestPath: string): [entry: string, names: string[]][] => {
  const manifest = JSON.parse(readFileSync(`${ROOT}${manifestPath}`, 'utf8')) as Manifest;
  if (manifest.private) return [];
  return Object.entries(manifest.exports ?? {}).flatMap(([entry, target]): [string, string[]][] => {
    if (typeof target === 'string') return []; // package.json itself
    const source = manifestPath.replace('package.json', target['@gradproof/source']);
    return [[`${manifest.name}${entry.slice(1)}`, exportedNames(`${ROOT}${source}`)]];
  });
};

const entries = globSync('{packages,apps}/*/package.json', { cwd: ROOT }).sort().flatMap(entriesOf);

describe('what the packages export', () => {
  it('is what exports.snapshot.txt lists: a change of the one is a change of the other', async () => {
    const text = entries.map(([entry, names]) => [entry, ...names.map((name) => `  ${name}`)].join('\n'));
    await expect(`${text.join('\n\n')}\n`).toMatchFileSnapshot('exports.snapshot.txt');
  });

  it('is listed by name: no entry exports the values of another module wholesale', () => {
    const wholesale = entries.flatMap(([entry, names]) =>
      names.filter((name) => name.startsWith('* from')).map((name) => `${entry}: ${name}`),
    );
    expect(wholesale).toEqual([]);
  });

  it.each(entries)('%s exports something, each name once', (_entry, names) => {
    expect(names).not.toEqual([]);
    expect(names).toEqual([...new Set(names)]);
  });
});
