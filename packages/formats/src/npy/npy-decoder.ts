import { InputError, sizeOf } from '@gradproof/model';
import type { Dtype } from './dtype.ts';
import type { NpyHeader } from './npy-header.ts';
import { fortranPlaces } from './fortran-places.ts';

/** Turns the bytes of a .npy file, as they come, into numbers. */
export interface NpyDecoder {
  /** All numbers, float64 and row-major, once all bytes have been pushed. */
  readonly numbers: Float64Array;
  /** Takes the next bytes of the file, its header first. Throws InputError for an integer that float64 can't hold. */
  readonly push: (bytes: Uint8Array) => void;
}

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

const joined = (a: Uint8Array, b: Uint8Array): Uint8Array => {
  const both = new Uint8Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
};

/** Copies bytes as they are. */
const copying = (numbers: Float64Array): ((bytes: Uint8Array) => void) => {
  const target = new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength);
  let filled = 0;
  return (bytes) => {
    target.set(bytes, filled);
    filled += bytes.length;
  };
};

/** Converts number by number; one that is cut waits for its other bytes. */
const converting = (
  file: string,
  { dtype, shape, fortranOrder }: NpyHeader,
  numbers: Float64Array,
): ((bytes: Uint8Array) => void) => {
  const placeOf = fortranOrder ? fortranPlaces(shape) : (k: number) => k;
  let rest: Uint8Array = new Uint8Array(0);
  let filled = 0;
  return (bytes) => {
    const all = rest.length === 0 ? bytes : joined(rest, bytes);
    const whole = Math.floor(all.length / dtype.bytes);
    const view = new DataView(all.buffer, all.byteOffset, all.byteLength);
    for (let i = 0; i < whole; i++)
      numbers[placeOf(filled++)] = exactNumber(file, dtype.read(view, i * dtype.bytes, dtype.littleEndian));
    rest = all.subarray(whole * dtype.bytes);
  };
};

/**
 * A decoder of a file whose header is read, and whose size is what the header claims.
 *
 * @param file Names it in messages.
 * @param into Where the numbers go, an array of their size; by default a new one.
 */
export const createNpyDecoder = (file: string, header: NpyHeader, into?: Float64Array): NpyDecoder => {
  const { dtype, fortranOrder, shape, dataOffset } = header;
  const numbers = into ?? new Float64Array(sizeOf(shape));
  const isCopy = isNative(dtype) && !(fortranOrder && shape.length > 1);
  const take = isCopy ? copying(numbers) : converting(file, header, numbers);
  let skipped = 0;
  return {
    numbers,
    push: (bytes) => {
      const skip = Math.min(dataOffset - skipped, bytes.length);
      skipped += skip;
      take(bytes.subarray(skip));
    },
  };
};
