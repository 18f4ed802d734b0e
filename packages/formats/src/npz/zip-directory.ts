import type { ByteReader } from './byte-reader.ts';
import { zipError } from './zip-error.ts';

// PKWARE's APPNOTE.TXT, 4.3.14 to 4.3.16. Readers find the directory by its offset, by its size or by its count of entries: all must agree.

const END_BYTES = 22;
const LOCATOR_BYTES = 20;
const END64_BYTES = 56;
const LOCATOR = 0x07064b50;

/** Where the directory of a zip file lies, and what it holds. */
export interface Directory {
  readonly start: number;
  readonly end: number;
  readonly entries: number;
}

const long = (bytes: Buffer, at: number): number => Number(bytes.readBigUInt64LE(at));

/** What the zip64 end record says, which stands between directory and end record; null where there is none. */
const zip64Directory = async (file: string, reader: ByteReader, endAt: number): Promise<Directory | null> => {
  const locatorAt = endAt - LOCATOR_BYTES;
  if (locatorAt < 0) return null;
  const locator = await reader.take(locatorAt, LOCATOR_BYTES);
  if (locator.readUInt32LE(0) !== LOCATOR) return null;
  const recordAt = long(locator, 8);
  const record = await reader.take(recordAt, END64_BYTES);
  const [entries, size, start] = [long(record, 32), long(record, 40), long(record, 48)];
  if (start + size !== recordAt || recordAt + 12 + long(record, 4) !== locatorAt)
    throw zipError(file, 'its zip64 end record does not follow its directory');
  return { start, end: recordAt, entries };
};

/** Whether a field says this, or leaves it to the zip64 record. */
const says = (field: number, value: number, most: number): boolean => field === value || field === most;

/**
 * The directory as the end record describes it.
 *
 * @param commentBytes Bytes of the comment after it.
 * @throws InputError unless the directory ends where its end record begins, and both end records say the same.
 */
export const readDirectory = async (
  file: string,
  reader: ByteReader,
  commentBytes: number,
): Promise<Directory> => {
  const endAt = reader.size - END_BYTES - commentBytes;
  const end = await reader.take(endAt, END_BYTES);
  const [here, entries, size, start] = [end.readUInt16LE(8), end.readUInt16LE(10), end.readUInt32LE(12), end.readUInt32LE(16)]; // prettier-ignore
  const zip64 = await zip64Directory(file, reader, endAt);
  const directory = zip64 ?? { start, end: endAt, entries };
  const agrees =
    says(here, directory.entries, 0xffff) &&
    says(entries, directory.entries, 0xffff) &&
    says(size, directory.end - directory.start, 0xffffffff) &&
    says(start, directory.start, 0xffffffff);
  if (agrees) return directory;
  throw zipError(file, 'its end record and its directory do not fit together');
};
