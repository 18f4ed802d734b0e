import { endianness } from 'node:os';

/** What every frame begins with: `GPF` and the version of the framing. Whatever else comes is no frame. */
export const MAGIC = Buffer.from('GPF1', 'latin1');

/** Bytes before a frame's header: magic, length of the header (uint32), length of the payload (uint64). */
export const PREFIX_BYTES = 16;

/** A header longer than this is none. */
export const MAX_HEADER_BYTES = 2 ** 24;

const IS_LITTLE = endianness() === 'LE';

/** Numbers as they go over the pipe: little-endian float64. */
const bytesOf = (numbers: Float64Array): Buffer => {
  const bytes = Buffer.from(numbers.buffer, numbers.byteOffset, numbers.byteLength);
  return IS_LITTLE ? bytes : Buffer.from(bytes).swap64();
};

/** The numbers that these bytes are; their count is a multiple of 8. The bytes are copied. */
export const numbersOf = (bytes: Buffer): Float64Array => {
  const numbers = new Float64Array(bytes.length / Float64Array.BYTES_PER_ELEMENT);
  const target = Buffer.from(numbers.buffer);
  bytes.copy(target);
  if (!IS_LITTLE) target.swap64();
  return numbers;
};

/** The lengths that a prefix announces, in bytes. */
export const lengthsOf = (prefix: Buffer): { readonly header: number; readonly payload: number } => ({
  header: prefix.readUInt32LE(4),
  payload: Number(prefix.readBigUInt64LE(8)),
});

/** A frame as the pieces that are written one after the other. */
export const encodeFrame = (header: object, payload: Float64Array): Buffer[] => {
  const json = Buffer.from(JSON.stringify(header), 'utf8');
  const prefix = Buffer.alloc(PREFIX_BYTES);
  MAGIC.copy(prefix);
  prefix.writeUInt32LE(json.length, 4);
  prefix.writeBigUInt64LE(BigInt(payload.byteLength), 8);
  return [Buffer.concat([prefix, json]), bytesOf(payload)];
};
