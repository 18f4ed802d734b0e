import { rolldown } from 'rolldown';
import { gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';

/** What a page may have to load for checkGradient, in bytes of gzip. */
const MOST_BYTES = 72 * 1024;

const ENTRY = 'page.ts';

/** The files that a bundler makes for a page that uses checkGradient alone. */
const bundled = async () => {
  const build = await rolldown({
    input: ENTRY,
    platform: 'browser',
    resolve: { conditionNames: ['@gradproof/source', 'browser', 'import', 'default'] },
    plugins: [
      {
        name: 'page',
        resolveId: (id) => (id === ENTRY ? { id: `${import.meta.dirname}/${ENTRY}` } : null),
        load: (id) => (id.endsWith(ENTRY) ? "export { checkGradient } from './index.ts';" : null),
      },
    ],
  });
  const { output } = await build.generate({ format: 'esm', minify: true });
  await build.close();
  return output.flatMap((file) => (file.type === 'chunk' ? [file] : []));
};

describe('checkGradient in a page', () => {
  let files: Awaited<ReturnType<typeof bundled>>;
  beforeAll(async () => {
    files = await bundled();
  });

  it(`loads at most ${MOST_BYTES / 1024} KB before it begins; what only networks and coordinates at kinks need comes when it is needed`, () => {
    const known = new Map(files.map((file) => [file.fileName, file]));
    const needed = new Set([files.find(({ isEntry }) => isEntry)!]);
    for (const { imports } of needed) for (const name of imports) needed.add(known.get(name)!);
    const bytes = [...needed].reduce((sum, { code }) => sum + gzipSync(code).length, 0);
    expect(bytes).toBeLessThanOrEqual(MOST_BYTES);
  });

  it('needs nothing of Node', () => {
    const names = new Set(files.map(({ fileName }) => fileName));
    for (const { imports, code } of files) {
      expect(imports.filter((name) => !names.has(name))).toEqual([]);
      expect(code).not.toMatch(/\bBuffer\b|\bsetImmediate\b|\brequire\(/);
    }
  });
});
