import { z } from 'zod';
import { bytesOfVector, vectorOfBytes } from '../store/float64-bytes.ts';

/** Numbers as base64 of little-endian float64: every bit survives, NaN and −0 too. */
export const encodeNumbers = (values: Float64Array): string => {
  const { buffer, byteOffset, byteLength } = bytesOfVector(values);
  return Buffer.from(buffer, byteOffset, byteLength).toString('base64');
};

/** The numbers again, of base64 that numbersSchema has accepted. */
export const decodeNumbers = (text: string): Float64Array =>
  vectorOfBytes(Uint8Array.from(Buffer.from(text, 'base64'))); // a copy: it begins at a multiple of 8

/** Base64 of whole float64 numbers. */
export const numbersSchema = z
  .string()
  .regex(/^[A-Za-z0-9+/]*={0,2}$/, 'must be base64')
  .refine((text) => Buffer.byteLength(text, 'base64') % 8 === 0, 'must hold whole float64 numbers');

/** Rows of so many numbers each, one after the other. */
export const packRows = (rows: readonly (readonly number[])[]): string =>
  encodeNumbers(Float64Array.from(rows.flat()));

/** The rows again. Throws RangeError when the numbers don't make whole rows. */
export const unpackRows = (text: string, width: number): number[][] => {
  const numbers = decodeNumbers(text);
  if (numbers.length % width !== 0)
    throw new RangeError(`${numbers.length} numbers don't make rows of ${width}`);
  return Array.from({ length: numbers.length / width }, (_, row) => [
    ...numbers.subarray(row * width, (row + 1) * width),
  ]);
};
