import type { NumpyArray } from '../npy/numpy-array.ts';
import { withNpz } from './open-npz.ts';

/**
 * The arrays of an .npz file. Nothing is unpacked before names, shapes and sizes are checked, and pickles never are.
 *
 * @param source A path, or the file's bytes.
 * @param file Names it in messages.
 * @returns The arrays by name, in the file's order.
 * @throws InputError for what is damaged, hostile or not read.
 */
export const readNpz = (source: string | Uint8Array, file: string): Promise<Map<string, NumpyArray>> =>
  withNpz(source, file, async (arrays) => {
    const read = new Map<string, NumpyArray>();
    for (const [name, array] of arrays) {
      const { shape, dtype } = array;
      read.set(name, { shape, dtype, data: await array.read() });
    }
    return read;
  });
