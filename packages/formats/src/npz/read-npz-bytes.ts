import { InputError } from '@gradproof/model';
import { unzipSync } from 'fflate';
import { readNpy } from '../npy/read-npy.ts';
import type { NpzArray, NpzArrays } from './open-npz.ts';

/** The most bytes of an .npz file's arrays: what a page can hold a few times over. */
const MOST_BYTES = 2 ** 29;

const unpacked = (bytes: Uint8Array, file: string): Record<string, Uint8Array> => {
  let total = 0;
  const filter = ({ originalSize }: { readonly originalSize: number }): boolean => {
    total += originalSize;
    if (total > MOST_BYTES) throw new InputError(`${file} holds more than ${MOST_BYTES} bytes of arrays.`);
    return true;
  };
  try {
    return unzipSync(bytes, { filter });
  } catch (error) {
    if (error instanceof InputError) throw error;
    throw new InputError(`${file} is not a whole npz file: ${(error as Error).message}.`);
  }
};

/**
 * The arrays of an .npz file, without Node's zip reader: for a page, whose user's own file it is.
 *
 * @param bytes The whole file.
 * @param file Names it in messages.
 * @returns The arrays by name.
 * @throws InputError for what is damaged or not read.
 */
export const readNpzBytes = (bytes: Uint8Array, file: string): NpzArrays =>
  new Map(
    Object.entries(unpacked(bytes, file)).map(([entry, content]): [string, NpzArray] => {
      const name = entry.replace(/\.npy$/, '');
      const { shape, dtype, data } = readNpy(content, `${name} in ${file}`);
      return [name, { shape, dtype, read: (into) => Promise.resolve(copied(data, into)) }];
    }),
  );

const copied = (data: Float64Array, into: Float64Array | undefined): Float64Array => {
  into?.set(data);
  return into ?? data;
};
