import { endianness } from 'node:os';

const IS_LITTLE_ENDIAN = endianness() === 'LE';

/** The vector's numbers as little-endian float64 bytes; a view of the same memory wherever the machine is little-endian itself. */
export const bytesOfVector = ({ buffer, byteOffset, byteLength }: Float64Array): Uint8Array => {
  const bytes = Buffer.from(buffer, byteOffset, byteLength);
  return IS_LITTLE_ENDIAN ? bytes : Buffer.from(bytes).swap64();
};

/** The numbers that little-endian float64 bytes hold, over the same memory: it begins at a multiple of 8. */
export const vectorOfBytes = (bytes: Uint8Array<ArrayBuffer>): Float64Array => {
  if (!IS_LITTLE_ENDIAN) Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).swap64();
  return new Float64Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / Float64Array.BYTES_PER_ELEMENT);
};
