import { InputError, quoted, shapeText, sizeOf } from '@gradproof/model';
import { type Dtype, dtypeOf } from './dtype.ts';
import { parsePythonLiteral, type PythonLiteral } from './python-literal.ts';

/** What the header of a .npy file says. Format: NEP 1, https://numpy.org/neps/nep-0001-npy-format.html */
export interface NpyHeader {
  readonly dtype: Dtype;
  readonly fortranOrder: boolean;
  readonly shape: readonly number[];
  /** Where the numbers begin. */
  readonly dataOffset: number;
}

export const MAGIC = Uint8Array.from([0x93, ...new TextEncoder().encode('NUMPY')]);
/** More than any array of numbers needs; NumPy itself warns beyond 10,000. */
const MAX_HEADER_BYTES = 65_536;
/** NumPy's own limit. */
const MAX_RANK = 64;

const isFormat = (bytes: Uint8Array): boolean => MAGIC.every((byte, at) => bytes[at] === byte);

/** Where the header's text lies. */
const headerSpan = (file: string, bytes: Uint8Array): { start: number; end: number; encoding: string } => {
  const version = bytes[6]!;
  if (version < 1 || version > 3) {
    throw new InputError(`${file} is of version ${version} of the npy format; versions 1, 2 and 3 are read.`);
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const start = version === 1 ? 10 : 12;
  if (bytes.length < start) throw new InputError(`${file} ends within its header: it is truncated.`);
  const length = version === 1 ? view.getUint16(8, true) : view.getUint32(8, true);
  if (length > MAX_HEADER_BYTES) {
    throw new InputError(
      `${file} claims a header of ${length} bytes; at most ${MAX_HEADER_BYTES} are read. It is corrupt.`,
    );
  }
  if (start + length > bytes.length) throw new InputError(`${file} ends within its header: it is truncated.`);
  return { start, end: start + length, encoding: version === 3 ? 'utf-8' : 'latin1' };
};

/** Where the header ends, as far as the first bytes of a file say it. */
export const headerEnd = (begun: Uint8Array): number => {
  const start = begun[6] === 1 ? 10 : 12;
  if (begun.length < start) return start;
  const view = new DataView(begun.buffer, begun.byteOffset, begun.byteLength);
  const length = begun[6] === 1 ? view.getUint16(8, true) : view.getUint32(8, true);
  return start + Math.min(length, MAX_HEADER_BYTES);
};

/** Throws InputError unless a file of `length` bytes holds the numbers that its header claims, no more and no fewer. */
export const assertSize = (file: string, { shape, dtype, dataOffset }: NpyHeader, length: number): void => {
  const claimed = sizeOf(shape) * dtype.bytes;
  const there = length - dataOffset;
  if (claimed === there) return;
  throw new InputError(
    `${file} claims ${shapeText(shape)} ${dtype.name} numbers, which take ${claimed} bytes, but holds ${there}: it is ${there < claimed ? 'truncated or corrupt' : 'corrupt'}.`,
  );
};

const shapeOf = (file: string, shape: PythonLiteral | undefined): number[] => {
  if (!Array.isArray(shape)) throw new InputError(`${file} has a header without a shape: it is corrupt.`);
  if (shape.length > MAX_RANK)
    throw new InputError(`${file} has ${shape.length} dimensions; at most ${MAX_RANK} are read.`);
  for (const [axis, dimension] of shape.entries()) {
    if (typeof dimension === 'number' && Number.isSafeInteger(dimension) && dimension >= 0) continue;
    throw new InputError(
      `${file} claims dimension ${axis} to be ${typeof dimension === 'string' ? quoted(dimension) : typeof dimension === 'number' ? dimension : 'no number'}; it must be an integer from 0 to 2⁵³ − 1. The file is corrupt.`,
    );
  }
  return shape as number[];
};

/** Reads the header of a .npy file. Throws InputError for what is no such file or not read; allocates nothing for its numbers. */
export const readNpyHeader = (file: string, bytes: Uint8Array): NpyHeader => {
  if (bytes.length < 10 || !isFormat(bytes)) {
    throw new InputError(
      `${file} is not a npy array${bytes.length < 10 ? ': it is too short' : ''}. Save it with numpy.save or numpy.savez.`,
    );
  }
  const { start, end, encoding } = headerSpan(file, bytes);
  const header = parsePythonLiteral(new TextDecoder(encoding).decode(bytes.subarray(start, end)));
  if (!(header instanceof Map))
    throw new InputError(`${file} has a header that can't be read: it is corrupt.`);
  const fields = header as ReadonlyMap<string, PythonLiteral>;
  const fortranOrder = fields.get('fortran_order');
  if (typeof fortranOrder !== 'boolean')
    throw new InputError(`${file} has a header without fortran_order: it is corrupt.`);
  return {
    dtype: dtypeOf(file, fields.get('descr')),
    fortranOrder,
    shape: shapeOf(file, fields.get('shape')),
    dataOffset: end,
  };
};
