import type { Layout } from '@gradproof/flatteners';
import { writeNpz } from '../npz/write-npz.ts';
import { writeWhole } from '../write-whole.ts';
import { vectorArrays } from './vector-arrays.ts';

/** Writes dW1, db1, … of a gradient [P] to an .npz file, whole or not at all. Throws InputError when the file is there and `force` isn't set. */
export const writeGradient = (
  path: string,
  layout: Layout,
  gradient: Float64Array,
  force = false,
): Promise<void> => writeWhole(path, writeNpz(vectorArrays(layout, gradient, 'd')), force);
