import type { Tensor } from '@gradproof/model';
import { zipSync } from 'fflate';
import { writeNpy } from '../npy/write-npy.ts';
import { arrayName } from './entry-name.ts';

/**
 * An uncompressed .npz file that numpy.load reads.
 *
 * @param arrays Arrays with their names.
 * @returns The bytes of the file; the same arrays give the same bytes.
 * @throws InputError for a name that can't be an array's.
 */
export const writeNpz = (arrays: Iterable<readonly [string, Tensor]>): Uint8Array => {
  const files = new Map<string, Uint8Array>();
  for (const [name, array] of arrays)
    files.set(`${arrayName('The npz file', `${name}.npy`)}.npy`, writeNpy(array));
  return zipSync(Object.fromEntries(files), { level: 0, mtime: '1980-01-01T00:00:00' });
};
