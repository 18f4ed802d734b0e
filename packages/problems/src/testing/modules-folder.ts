import { mkdir, mkdtemp, realpath, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A temporary folder (its real path) with these files: place by text. */
export const modulesFolder = async (files: Readonly<Record<string, string>>): Promise<string> => {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'gradproof-modules-')));
  for (const [place, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, place)), { recursive: true });
    await writeFile(join(folder, place), text);
  }
  return folder;
};

/** A module whose J is Σ wᵢ³ and whose cost does `first` before. */
export const cubes = (first = '', more = ''): string => `
import { defineProblem } from '@gradproof/core';
export default defineProblem({
  parameters: { w: [0.5, -1.5, 2] },
  cost: ({ w }) => { ${first}; return w.reduce((sum, x) => sum + x ** 3, 0); },
  gradient: ({ w }) => ({ w: w.map((x) => 3 * x * x) }),
  ${more}
});
`;
