import { InputError, shapeText, sizeOf } from '@gradproof/model';
import type { Dtype } from './dtype.ts';
import type { NumpyArray } from './numpy-array.ts';
import { type NpyHeader, readNpyHeader } from './npy-header.ts';
import { toRowMajor } from './row-major.ts';

/** Throws InputError unless the numbers that the header claims are there, no more and no fewer. */
const assertSize = (file: string, { shape, dtype, dataOffset }: NpyHeader, length: number): void => {
  const claimed = sizeOf(shape) * dtype.bytes;
  const there = length - dataOffset;
  if (claimed === there) return;
  throw new InputError(
    `${file} claims ${shapeText(shape)} ${dtype.name} numbers, which take ${claimed} bytes, but holds ${there}: it is ${there < claimed ? 'truncated or corrupt' : 'corrupt'}.`,
  );
};

/** Integers beyond 2⁵³ don't fit float64; the others convert exactly. */
const exactNumber = (file: string, value: number | bigint): number => {
  const number = Number(value);
  if (typeof value === 'number' || Number.isSafeInteger(number)) return number;
  throw new InputError(`${file} holds the integer ${value}, which float64 can't hold exactly.`);
};

/** This machine's byte order. */
const LITTLE_ENDIAN = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;

const isNative = ({ name, littleEndian }: Dtype): boolean =>
  name === 'float64' && littleEndian === LITTLE_ENDIAN;

const readNumbers = (
  file: string,
  { dtype, shape, dataOffset }: NpyHeader,
  bytes: Uint8Array,
): Float64Array => {
  if (isNative(dtype)) return new Float64Array(Uint8Array.prototype.slice.call(bytes, dataOffset).buffer);
  const view = new DataView(bytes.buffer, bytes.byteOffset + dataOffset, bytes.byteLength - dataOffset);
  const numbers = new Float64Array(sizeOf(shape));
  for (let i = 0; i < numbers.length; i++) {
    numbers[i] = exactNumber(file, dtype.read(view, i * dtype.bytes, dtype.littleEndian));
  }
  return numbers;
};

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
  const numbers = readNumbers(file, header, bytes);
  const data = header.fortranOrder ? toRowMajor(numbers, header.shape) : numbers;
  return { shape: header.shape, data, dtype: header.dtype.name };
};
