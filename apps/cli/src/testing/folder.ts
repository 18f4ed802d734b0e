import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach } from 'vitest';

/** A problem as a module, of J = a²: right with the factor 2. */
export const moduleOf = (factor: number | string = 2): string =>
  `export default { parameters: { a: [3] }, cost: ({ a }) => a[0] ** 2, gradient: ({ a }) => ({ a: [${factor} * a[0]] }) };\n`;

/** A problem that can't be settled: its cost is noise. */
export const UNSETTLED =
  'let k = 0; export default { parameters: [1], cost: ([a]) => a + 0.1 * Math.sin(1e6 * ++k), gradient: [1] };\n';

/** A folder of its own for each test, and what writes files to it. */
export const testFolder = () => {
  const here = { path: '' };
  beforeEach(async () => {
    here.path = await mkdtemp(join(tmpdir(), 'gradproof-cli-'));
  });
  afterEach(() => rm(here.path, { recursive: true, force: true }));
  const at = (name: string) => join(here.path, name);
  const written = async (files: Readonly<Record<string, string>>): Promise<void> => {
    for (const [name, text] of Object.entries(files)) {
      await mkdir(dirname(at(name)), { recursive: true });
      await writeFile(at(name), text);
    }
  };
  return { at, written };
};
