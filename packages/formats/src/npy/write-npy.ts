import type { Tensor } from '@gradproof/model';
import { MAGIC } from './npy-header.ts';

/** The header is padded so that the numbers begin at a multiple of this, as NumPy does. */
const ALIGNMENT = 64;

const shapeTuple = (shape: readonly number[]): string =>
  shape.length === 1 ? `(${shape[0]},)` : `(${shape.join(', ')})`;

/**
 * A .npy file (version 1, float64, little-endian, C order) that numpy.load reads.
 *
 * @param tensor Shape and row-major numbers.
 * @returns The bytes of the file.
 */
export const writeNpy = ({ shape, data }: Tensor): Uint8Array => {
  const dictionary = `{'descr': '<f8', 'fortran_order': False, 'shape': ${shapeTuple(shape)}, }`;
  const dataOffset = Math.ceil((10 + dictionary.length + 1) / ALIGNMENT) * ALIGNMENT;
  const bytes = new Uint8Array(dataOffset + data.length * 8);
  bytes.set(MAGIC);
  bytes.set([1, 0], 6);
  const view = new DataView(bytes.buffer);
  view.setUint16(8, dataOffset - 10, true);
  bytes.set(new TextEncoder().encode(`${dictionary.padEnd(dataOffset - 11)}\n`), 10);
  data.forEach((value, i) => view.setFloat64(dataOffset + i * 8, value, true));
  return bytes;
};
