import { type Entry, getFileNameLowLevel, type LocalFileHeader, parseExtraFields, type ZipFile } from 'yauzl';
import type { Directory } from './zip-directory.ts';
import { entryError, zipError } from './zip-error.ts';

/** An entry of a zip file that every reader reads alike. */
export interface ZipEntry {
  readonly name: string;
  readonly entry: Entry;
}

/** Bytes of an entry in the directory, before name, extra fields and comment. */
const ENTRY_BYTES = 46;
/** Flags: encrypted, sizes in a descriptor after the data, name in UTF-8. */
const [ENCRYPTED, DESCRIPTOR, UTF8] = [0x1, 0x8, 0x800];
/** The longest descriptor: signature, checksum and two sizes of 64 bits. */
const DESCRIPTOR_BYTES = 24;
const ZIP64_FIELD = 1;
const IN_ZIP64 = 0xffffffff;

/** The name; throws InputError where an extra field gives it another. */
const nameOf = (file: string, { generalPurposeBitFlag, fileNameRaw, extraFields }: Entry): string => {
  const name = getFileNameLowLevel(generalPurposeBitFlag, fileNameRaw, [], true);
  if (getFileNameLowLevel(generalPurposeBitFlag, fileNameRaw, extraFields, true) === name) return name;
  throw entryError(file, name, 'has another name in an extra field');
};

/** The sizes that the header before an entry's data says. */
const localSizes = ({ uncompressedSize, compressedSize, extraField }: LocalFileHeader): readonly number[] => {
  const zip64 = parseExtraFields(extraField).find(({ id }) => id === ZIP64_FIELD)?.data;
  let at = 0;
  return [uncompressedSize, compressedSize].map((size) => {
    if (size !== IN_ZIP64 || !zip64 || zip64.length < at + 8) return size;
    at += 8;
    return Number(zip64.readBigUInt64LE(at - 8));
  });
};

/** Throws InputError unless the header before the data says what the directory does: some readers go by the one, some by the other. */
const assertSame = (file: string, name: string, entry: Entry, local: LocalFileHeader): void => {
  const flags = entry.generalPurposeBitFlag ^ local.generalPurposeBitFlag;
  const isSame =
    local.fileName.equals(entry.fileNameRaw) &&
    (flags & (ENCRYPTED | DESCRIPTOR | UTF8)) === 0 &&
    local.compressionMethod === entry.compressionMethod;
  if (!isSame) throw entryError(file, name, 'is another before its data than in the directory');
  if ((entry.generalPurposeBitFlag & DESCRIPTOR) !== 0) return;
  const [size, packed] = localSizes(local);
  if (local.crc32 === entry.crc32 && size === entry.uncompressedSize && packed === entry.compressedSize)
    return;
  throw entryError(file, name, 'has another size or checksum before its data than in the directory');
};

/** Where an entry lies, header and data. */
interface Place {
  readonly name: string;
  readonly start: number;
  readonly end: number;
  readonly hasDescriptor: boolean;
}

/** Throws InputError unless the entries lie one after the other up to the directory: none overlap, and nothing lies between that only some readers find. */
const assertTiled = (file: string, places: readonly Place[], directory: number): void => {
  let at = 0;
  let slack = 0;
  for (const { name, start, end, hasDescriptor } of places.toSorted((a, b) => a.start - b.start)) {
    if (start < at) throw entryError(file, name, 'overlaps the entry before it');
    if (start > at + slack) throw entryError(file, name, 'comes after bytes that belong to no entry');
    at = end;
    slack = hasDescriptor ? DESCRIPTOR_BYTES : 0;
  }
  if (directory < at || directory > at + slack)
    throw zipError(file, 'its directory does not follow its last entry');
};

/**
 * The entries of a zip file, in the directory's order.
 *
 * @param look Sees each entry before anything of its data is read, and may throw.
 * @throws InputError for what readers read differently: a directory of other entries than it says, other names or sizes before the data,
 *   entries that overlap or leave gaps.
 */
export const readEntries = async (
  file: string,
  zip: ZipFile,
  directory: Directory,
  look: (entry: ZipEntry) => void,
): Promise<ZipEntry[]> => {
  const entries: ZipEntry[] = [];
  let bytes = 0;
  for await (const entry of zip.eachEntry()) {
    const { fileNameLength, extraFieldLength, fileCommentLength } = entry;
    bytes += ENTRY_BYTES + fileNameLength + extraFieldLength + fileCommentLength;
    const listed = { name: nameOf(file, entry), entry };
    look(listed);
    entries.push(listed);
  }
  if (directory.start + bytes !== directory.end)
    throw zipError(
      file,
      `its end record counts ${directory.entries} ${directory.entries === 1 ? 'entry' : 'entries'}, its directory has more or other ones`,
    );
  const places: Place[] = [];
  for (const { name, entry } of entries) {
    const local = await zip.readLocalFileHeaderPromise(entry);
    assertSame(file, name, entry, local);
    const [start, end] = [entry.relativeOffsetOfLocalHeader, local.fileDataStart + entry.compressedSize];
    places.push({ name, start, end, hasDescriptor: (entry.generalPurposeBitFlag & DESCRIPTOR) !== 0 });
  }
  assertTiled(file, places, directory.start);
  return entries;
};
