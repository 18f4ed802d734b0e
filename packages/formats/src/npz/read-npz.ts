import { InputError, quoted } from '@gradproof/model';
import { crc32 } from 'node:zlib';
import { type Entry, fromBufferPromise, openPromise, type ZipFile } from 'yauzl';
import type { NumpyArray } from '../npy/numpy-array.ts';
import { readNpy } from '../npy/read-npy.ts';
import { arrayName } from './entry-name.ts';

/** A model with more tensors than this is none that is checked here. */
const MAX_ENTRIES = 10_000;
/** Arrays of numbers unpack to a few times their packed size; far more is a zip bomb, or zeros that need no packing. */
const MAX_EXPANSION = 100;
/** Up to this size the expansion doesn't matter. */
const HARMLESS_BYTES = 64 * 2 ** 20;

const entryError = (file: string, entry: string, what: string): InputError =>
  new InputError(`${file}: ${quoted(entry)} ${what}. The file is corrupt: save it again with numpy.savez.`);

/** Throws InputError when unpacking would take far more room than the file does. */
const assertExpansion = (file: string, unpacked: number, fileSize: number): void => {
  if (unpacked <= Math.max(HARMLESS_BYTES, MAX_EXPANSION * fileSize)) return;
  throw new InputError(
    `${file} has ${fileSize} bytes and would unpack to ${unpacked}, more than ${MAX_EXPANSION} times as many. If it is no zip bomb, save it with numpy.savez, uncompressed.`,
  );
};

const unpack = async (file: string, zip: ZipFile, entry: Entry): Promise<Uint8Array> => {
  if (!entry.canDecodeFileData())
    throw entryError(file, entry.fileName, 'is encrypted or packed in a way that is not read');
  const bytes = new Uint8Array(entry.uncompressedSize);
  let filled = 0;
  let checksum = 0;
  for await (const chunk of (await zip.openReadStreamPromise(entry)) as AsyncIterable<Uint8Array>) {
    bytes.set(chunk, filled); // the stream itself fails before it exceeds uncompressedSize
    filled += chunk.length;
    checksum = crc32(chunk, checksum);
  }
  if (checksum !== entry.crc32)
    throw entryError(file, entry.fileName, 'has another checksum than its content');
  return bytes;
};

/** The entries of the zip file under their arrays' names. */
const listEntries = async (file: string, zip: ZipFile): Promise<Map<string, Entry>> => {
  if (zip.entryCount > MAX_ENTRIES) {
    throw new InputError(`${file} claims ${zip.entryCount} entries; at most ${MAX_ENTRIES} arrays are read.`);
  }
  const entries = new Map<string, Entry>();
  let unpacked = 0;
  for await (const entry of zip.eachEntry()) {
    const name = arrayName(file, entry.fileName);
    if (entries.has(name)) throw entryError(file, entry.fileName, 'is there twice');
    unpacked += entry.uncompressedSize;
    assertExpansion(file, unpacked, zip.fileSize);
    entries.set(name, entry);
  }
  return entries;
};

const readEntries = async (file: string, zip: ZipFile): Promise<Map<string, NumpyArray>> => {
  const arrays = new Map<string, NumpyArray>();
  for (const [name, entry] of await listEntries(file, zip)) {
    arrays.set(name, readNpy(await unpack(file, zip, entry), `${name} in ${file}`));
  }
  return arrays;
};

/** What the zip reader or inflate found wrong. */
const asInputError = (file: string, error: unknown): unknown => {
  if (error instanceof InputError || !(error instanceof Error)) return error;
  const { code } = error as NodeJS.ErrnoException;
  if (code !== undefined && !code.startsWith('Z_')) return error; // the disk's, not the file's
  return new InputError(
    `${file} is not a whole npz file: ${quoted(error.message).slice(1, -1)}. If it is truncated or damaged, save it again with numpy.savez.`,
  );
};

/**
 * The arrays of an .npz file. Nothing is unpacked before its size is checked, and pickles never are.
 *
 * @param source A path, or the file's bytes.
 * @param file Names it in messages.
 * @returns The arrays by name, in the file's order.
 * @throws InputError for what is damaged, hostile or not read.
 */
export const readNpz = async (
  source: string | Uint8Array,
  file: string,
): Promise<Map<string, NumpyArray>> => {
  const options = { lazyEntries: true, autoClose: false, validateEntrySizes: true };
  let zip: ZipFile | undefined;
  try {
    zip =
      typeof source === 'string'
        ? await openPromise(source, options)
        : await fromBufferPromise(Buffer.from(source.buffer, source.byteOffset, source.byteLength), options);
    return await readEntries(file, zip);
  } catch (error) {
    throw asInputError(file, error);
  } finally {
    zip?.close();
  }
};
