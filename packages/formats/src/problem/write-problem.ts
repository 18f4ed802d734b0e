import { InputError } from '@gradproof/model';
import { randomUUID } from 'node:crypto';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { writeNpz } from '../npz/write-npz.ts';
import type { ProblemFolder } from './read-problem.ts';
import { vectorArrays } from './vector-arrays.ts';

/** The files of a problem folder by name. */
const filesOf = ({
  problem,
  grad,
  costValue,
  gradientPrecision,
}: ProblemFolder): Record<string, string | Uint8Array> => {
  const { network, layout, theta, X, Y } = problem;
  const description = {
    model: network,
    parameters: 'parameters.npz',
    gradients: 'gradients.npz',
    data: 'data.npz',
    costValue,
    gradientPrecision: gradientPrecision?.precision, // the arrays are written as float64
  };
  return {
    'problem.json': `${JSON.stringify(description, null, 2)}\n`,
    'parameters.npz': writeNpz(vectorArrays(layout, theta, '')),
    'gradients.npz': writeNpz(vectorArrays(layout, grad, 'd')),
    'data.npz': writeNpz([
      ['X', X],
      ['Y', Y],
    ]),
  };
};

/**
 * Writes a problem folder, whole or not at all.
 *
 * @param folder A folder that is new or empty; those above it are made.
 * @param problem A layered network and its gradient.
 * @throws InputError when there is something already.
 */
export const writeProblem = async (folder: string, problem: ProblemFolder): Promise<void> => {
  const target = resolve(folder);
  await mkdir(dirname(target), { recursive: true });
  const draft = `${target}.draft-${randomUUID()}`;
  await mkdir(draft);
  try {
    for (const [name, content] of Object.entries(filesOf(problem)))
      await writeFile(join(draft, name), content);
    await rename(draft, target); // onto an empty folder or nothing, in one step
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'ENOTEMPTY' && code !== 'EEXIST' && code !== 'ENOTDIR') throw error;
    throw new InputError(
      `${folder} is already there; nothing was written. Name a folder that is new or empty.`,
    );
  }
};
