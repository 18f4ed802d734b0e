import { randomUUID } from 'node:crypto';
import { access, link, rename, rm, writeFile } from 'node:fs/promises';
import type { Layout } from '@gradproof/flatteners';
import { InputError } from '@gradproof/model';
import { writeNpz } from '../npz/write-npz.ts';
import { vectorArrays } from './vector-arrays.ts';

/** Writes dW1, db1, … of a gradient [P] to an .npz file, whole or not at all. Throws InputError when the file is there and `force` isn't set. */
export const writeGradient = async (
  path: string,
  layout: Layout,
  gradient: Float64Array,
  force = false,
): Promise<void> => {
  const draft = `${path}.draft-${randomUUID()}`;
  try {
    await writeFile(draft, writeNpz(vectorArrays(layout, gradient, 'd')));
    if (force) await rename(draft, path);
    else await link(draft, path); // fails when there is something: nobody's file is lost
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    throw new InputError(`${path} is already there; nothing was written. Name another file, or add --force.`);
  } finally {
    await rm(draft, { force: true });
  }
};

/** Throws InputError when the file is there already: before hours of work, not after. */
export const refuseExisting = async (path: string): Promise<void> => {
  const isThere = await access(path).then(
    () => true,
    () => false,
  );
  if (isThere) throw new InputError(`${path} is already there. Name another file, or add --force.`);
};
