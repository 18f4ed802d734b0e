import type { Layout } from '@gradproof/flatteners';
import { writeNpz } from '../npz/write-npz.ts';
import { writeWhole } from '../write-whole.ts';
import { vectorArrays } from './vector-arrays.ts';

/**
 * Writes dW1, db1, … of a gradient to an .npz file, whole or not at all.
 *
 * @param path The file.
 * @param layout Names and shapes of the parameters.
 * @param gradient One vector, [P].
 * @param force Whether a file that is there is replaced.
 * @throws RemediableError when the file is there and may not be replaced, InputError when it can't be written.
 */
export const writeGradient = (
  path: string,
  layout: Layout,
  gradient: Float64Array,
  force = false,
): Promise<void> => writeWhole(path, writeNpz(vectorArrays(layout, gradient, 'd')), force);
