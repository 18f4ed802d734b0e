import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { CheckedProblem } from './problems.ts';

/** A folder of modules that workers are started with. */
export interface ModulesFolder {
  readonly folder: string;
  /** A module of it, as a problem that is checked. */
  readonly module: (name: string, shardSeconds?: string) => CheckedProblem;
  /** What a module has written beside itself; empty while there is nothing. */
  readonly read: (name: string) => Promise<string>;
  readonly remove: () => Promise<void>;
}

/** Writes the modules, by name, into a temporary folder. */
export const writeModules = async (files: Readonly<Record<string, string>>): Promise<ModulesFolder> => {
  const folder = await mkdtemp(join(tmpdir(), 'gradproof-fleet-modules-'));
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), text);
  }
  return {
    folder,
    module: (name, shardSeconds) => ({
      folder: join(folder, name),
      options: [],
      shardSeconds,
    }),
    read: (name) => readFile(join(folder, name), 'utf8').catch(() => ''),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
};

/** Where something happens: at the tenth coordinate, when it alone is moved. */
const PLACE = 'w[9] !== 0.5 + Math.sin(9) && w[8] === 0.5 + Math.sin(8)';

/** A module of forty parameters, J a sum of products and a few kinks, in two files; `atPlace` is what its cost does before at one coordinate. */
export const rightModule = (atPlace = '', imported = './terms.ts'): string => `
import { existsSync, writeFileSync } from 'node:fs';
import { defineProblem } from '@gradproof/core';
import { slopes, sum } from '${imported}';
const W = Array.from({ length: 40 }, (_, i) => 0.5 + Math.sin(i));
export default defineProblem({
  parameters: { w: W, b: [0, 0.25] },
  cost: async ({ w, b }: { w: number[]; b: number[] }) => {
    if (${PLACE}) { ${atPlace} }
    return sum(w) + Math.abs(b[0]!) + b[1]! ** 2;
  },
  gradient: ({ w, b }: { w: number[]; b: number[] }) => ({ w: slopes(w), b: [0, 2 * b[1]!] }),
});
void [existsSync, writeFileSync];
`;

/** What rightModule imports. */
export const TERMS = `
export const sum = (w: number[]): number => w.reduce((all, x, i) => all + x * x * w[(i + 1) % w.length]!, 0);
export const slopes = (w: number[]): number[] =>
  w.map((x, i) => 2 * x * w[(i + 1) % w.length]! + w[(i + w.length - 1) % w.length]! ** 2);
`;
