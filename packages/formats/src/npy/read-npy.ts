import { createNpyDecoder } from './npy-decoder.ts';
import { assertSize, readNpyHeader } from './npy-header.ts';
import type { NumpyArray } from './numpy-array.ts';

/**
 * The array in a .npy file. Reads float64, float32, float16, integers and bool, both byte orders, C and Fortran order, versions 1 to 3 of the
 * format; sizes are checked before anything is allocated.
 *
 * @param bytes The whole file.
 * @param file Names it in messages.
 * @returns The array as float64, row-major, and its dtype.
 * @throws InputError for anything else: pickles, records, complex numbers, a damaged file.
 */
export const readNpy = (bytes: Uint8Array, file: string): NumpyArray => {
  const header = readNpyHeader(file, bytes);
  assertSize(file, header, bytes.length);
  const decoder = createNpyDecoder(file, header);
  decoder.push(bytes);
  return { shape: header.shape, data: decoder.numbers, dtype: header.dtype.name };
};
