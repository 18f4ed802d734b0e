import { InputError, quoted } from '@gradproof/model';
import { crc32 } from 'node:zlib';
import { fromRandomAccessReaderPromise, type ZipFile } from 'yauzl';
import { createNpyDecoder } from '../npy/npy-decoder.ts';
import { assertSize, headerEnd, type NpyHeader, readNpyHeader } from '../npy/npy-header.ts';
import { type ByteReader, openBytes } from './byte-reader.ts';
import { arrayName } from './entry-name.ts';
import { readDirectory } from './zip-directory.ts';
import { readEntries, type ZipEntry } from './zip-entries.ts';
import { entryError } from './zip-error.ts';

/** A model with more tensors than this is none that is checked here. */
const MAX_ENTRIES = 10_000;
/** Arrays of numbers unpack to a few times their packed size; far more is a zip bomb, or zeros that need no packing. */
const MAX_EXPANSION = 100;
/** Up to this size the expansion doesn't matter. */
const HARMLESS_BYTES = 64 * 2 ** 20;

/** An array of an open npz file: what its header says, and its numbers when they are asked for. */
export interface NpzArray {
  readonly shape: readonly number[];
  /** NumPy's name: float32, int64, … */
  readonly dtype: string;
  /** Reads its numbers, row-major; `into` an array of their size, or a new one. Throws InputError where they are damaged. */
  readonly read: (into?: Float64Array) => Promise<Float64Array>;
}

/** The arrays of an npz file by name, in the file's order. */
export type NpzArrays = ReadonlyMap<string, NpzArray>;

/** Throws InputError when unpacking would take far more room than the file does. */
const assertExpansion = (file: string, unpacked: number, fileSize: number): void => {
  if (unpacked <= Math.max(HARMLESS_BYTES, MAX_EXPANSION * fileSize)) return;
  throw new InputError(
    `${file} has ${fileSize} bytes and would unpack to ${unpacked}, more than ${MAX_EXPANSION} times as many. If it is no zip bomb, save it with numpy.savez, uncompressed.`,
  );
};

/** An entry's bytes as they are unpacked: no more than the directory says. */
const unpacked = async (zip: ZipFile, { entry }: ZipEntry): Promise<AsyncIterable<Uint8Array>> =>
  (await zip.openReadStreamPromise(entry)) as AsyncIterable<Uint8Array>;

const readHeader = async (file: string, zip: ZipFile, listed: ZipEntry): Promise<NpyHeader> => {
  let begun: Uint8Array = new Uint8Array(0);
  for await (const chunk of await unpacked(zip, listed)) {
    begun = Buffer.concat([begun, chunk]);
    if (begun.length >= headerEnd(begun)) break;
  }
  const header = readNpyHeader(file, begun);
  assertSize(file, header, listed.entry.uncompressedSize);
  return header;
};

const openArray = async (file: string, zip: ZipFile, listed: ZipEntry): Promise<NpzArray> => {
  const { name, entry } = listed;
  const arrayFile = `${arrayName(file, name)} in ${file}`;
  const header = await readHeader(arrayFile, zip, listed);
  const read = async (into?: Float64Array): Promise<Float64Array> => {
    const decoder = createNpyDecoder(arrayFile, header, into);
    let checksum = 0;
    for await (const chunk of await unpacked(zip, listed)) {
      checksum = crc32(chunk, checksum);
      decoder.push(chunk);
    }
    if (checksum !== entry.crc32) throw entryError(file, name, 'has another checksum than its content');
    return decoder.numbers;
  };
  return {
    shape: header.shape,
    dtype: header.dtype.name,
    read: (into) => read(into).catch(fail(file)),
  };
};

const openArrays = async (file: string, zip: ZipFile, reader: ByteReader): Promise<NpzArrays> => {
  const directory = await readDirectory(file, reader, zip.comment.length);
  if (zip.entryCount > MAX_ENTRIES) {
    throw new InputError(`${file} claims ${zip.entryCount} entries; at most ${MAX_ENTRIES} arrays are read.`);
  }
  const names = new Set<string>();
  let size = 0;
  const entries = await readEntries(file, zip, directory, ({ name, entry }) => {
    if (names.has(arrayName(file, name))) throw entryError(file, name, 'is there twice');
    names.add(arrayName(file, name));
    if (!entry.canDecodeFileData())
      throw entryError(file, name, 'is encrypted or packed in a way that is not read');
    size += entry.uncompressedSize;
    assertExpansion(file, size, zip.fileSize);
  });
  const arrays = new Map<string, NpzArray>();
  for (const listed of entries) arrays.set(arrayName(file, listed.name), await openArray(file, zip, listed));
  return arrays;
};

/** What the zip reader or inflate found wrong. What the disk did wrong stays as it is: its errors have a `syscall`. */
const asInputError = (file: string, error: unknown): unknown => {
  if (error instanceof InputError || !(error instanceof Error) || 'syscall' in error) return error;
  return new InputError(
    `${file} is not a whole npz file: ${quoted(error.message).slice(1, -1)}. If it is truncated or damaged, save it again with numpy.savez.`,
    { cause: error },
  );
};

const fail =
  (file: string) =>
  (error: unknown): never => {
    throw asInputError(file, error);
  };

const openZip = (reader: ByteReader): Promise<ZipFile> =>
  fromRandomAccessReaderPromise(reader, reader.size, {
    autoClose: false,
    validateEntrySizes: true,
    decodeStrings: false, // names as they are: a backslash is none
  });

/**
 * Opens an .npz file while `use` runs. Names, types and shapes are there at once; numbers are unpacked when an array is read, and pickles
 * never are.
 *
 * @param source A path, or the file's bytes.
 * @param file Names it in messages.
 * @returns What `use` does.
 * @throws InputError for what is damaged, hostile or not read; what `use` throws.
 */
export const withNpz = async <Result>(
  source: string | Uint8Array,
  file: string,
  use: (arrays: NpzArrays) => Promise<Result>,
): Promise<Result> => {
  const reader = await openBytes(source);
  try {
    const zip = await openZip(reader).catch(fail(file));
    try {
      return await use(await openArrays(file, zip, reader).catch(fail(file)));
    } finally {
      zip.close();
    }
  } finally {
    await reader.end();
  }
};
