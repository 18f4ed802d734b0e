import { InputError } from '@gradproof/model';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeNpy } from '../npy/write-npy.ts';
import { type ZipEnd, type ZipPiece, zipBytes } from '../testing/zip-bytes.ts';
import { readNpz } from './read-npz.ts';

const content = writeNpy({ shape: [2], data: Float64Array.of(1, 2) });
const [W, V]: [ZipPiece, ZipPiece] = [
  { name: 'W.npy', content },
  { name: 'V.npy', content },
];
const BEYOND = 2n ** 53n;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gradproof-zip-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** What is said of the file, read by its path and as bytes, which must be the same; the names where it is read. */
const outcome = async (bytes: Uint8Array): Promise<string> => {
  const path = join(folder, 'p.npz');
  await writeFile(path, bytes);
  const [byPath, inMemory] = await Promise.all(
    [path, bytes].map((source) =>
      readNpz(source, 'p.npz').then(
        (arrays) => [...arrays.keys()].join(' '),
        (error: unknown) => {
          expect(error).toBeInstanceOf(InputError);
          return (error as Error).message;
        },
      ),
    ),
  );
  expect(byPath).toBe(inMemory);
  return byPath!;
};

describe('a zip file that readers read alike is read', () => {
  it.each<[string, ZipPiece[], ZipEnd]>([
    ['plain', [W, V], {}],
    ['with a zip64 end record', [W, V], { zip64: {} }],
    ['whose fields are left to the zip64 record', [W, V], { entries: 0xffff, size: 0xffffffff, start: 0xffffffff, zip64: {} }],
    ['with a descriptor after the data', [{ ...W, flags: 8, localSize: 0, localCrc: 0 }, { ...V, gap: 16 }], {}],
    ['with a name in UTF-8', [{ ...W, flags: 0x800 }, V], {}],
  ])('%s', async (_what, pieces, end) => {
    expect(await outcome(zipBytes(pieces, end))).toBe('W V');
  }); // prettier-ignore
});

describe('a zip file that readers read differently is refused', () => {
  it.each<[string, ZipPiece[], ZipEnd, RegExp]>([
    ['its end record counts fewer entries than the directory holds', [W, V], { entries: 1 }, /counts 1 entry/],
    ['its zip64 end record counts fewer', [W, V], { entries: 0xffff, zip64: { entries: 1 } }, /counts 1 entry/],
    ['it counts none', [W, V], { entries: 0 }, /counts 0 entries/],
    ['it counts more', [W], { entries: 2 }, /p\.npz/],
    ['its directory is longer than the end record says', [W, V], { size: 50 }, /do not fit/],
    ['its directory begins elsewhere', [W, V], { start: 7 }, /do not fit|p\.npz/],
    ['both end records say another start', [W, V], { start: 7, zip64: {} }, /do not fit/],
    ['both end records count differently', [W, V], { entries: 1, zip64: {} }, /do not fit/],
    ['the zip64 record says another size', [W, V], { zip64: { size: 51 } }, /zip64 end record/],
    ['an entry has another name before its data', [{ ...W, localName: 'U.npy' }, V], {}, /"W\.npy" is another before its data/],
    ['it has another method there', [{ ...W, localMethod: 8 }, V], {}, /"W\.npy" is another/],
    ['it has another size there', [{ ...W, localSize: 3 }, V], {}, /"W\.npy" has another size/],
    ['it has another checksum there', [{ ...W, localCrc: 3 }, V], {}, /"W\.npy" has another size or checksum/],
    ['it has another name in an extra field', [{ ...W, extra: unicodePath('W.npy', 'U.npy') }, V], {}, /another name in an extra field/],
    ['two entries are the same bytes', [W, { ...V, name: 'W2.npy', localName: 'W.npy', at: 0 }], {}, /p\.npz/],
    ['two entries overlap', [W, { ...W, name: 'X.npy', at: 0, localName: 'W.npy' }], {}, /"X\.npy" is another|overlaps/],
    ['one lies within another', [{ name: 'W.npy', content: zipBytes([V]) }, { ...V, at: 35 }], {}, /"V\.npy" overlaps/],
    ['an entry is hidden from the directory', [{ ...W, hidden: true }, V], {}, /"V\.npy" comes after bytes that belong to no entry/],
    ['the last one is', [W, { ...V, hidden: true }], {}, /directory does not follow its last entry/],
    ['bytes lie between', [W, { ...V, gap: 1 }], {}, /belong to no entry/],
    ['more than a descriptor lies between', [{ ...W, flags: 8 }, { ...V, gap: 25 }], {}, /belong to no entry/],
    ['bytes lie before all', [{ ...W, gap: 4 }, V], {}, /belong to no entry/],
    ['a name has a backslash', [{ ...W, name: 'a\\b.npy' }, V], {}, /can't name an array/],
  ])('%s', async (_what, pieces, end, message) => {
    expect(await outcome(zipBytes(pieces, end))).toMatch(message);
  }); // prettier-ignore
});

describe('a place beyond all files is refused', () => {
  it.each<[string, ZipPiece[], ZipEnd]>([
    ['of the zip64 end record, 2⁵³', [W], { zip64: { at: BEYOND } }],
    ['of the zip64 end record, 2⁶⁴ − 1', [W], { zip64: { at: 2n ** 64n - 1n } }],
    ['of the zip64 end record, just outside', [W], { zip64: { at: 1000n } }],
    ['of the directory', [W], { zip64: { start: 2 ** 53 } }],
    ['of the directory, in 32 bits', [W], { start: 0xfffffffe }],
    ['of an entry', [{ ...W, at: 0xfffffff0 }], {}],
    ['of an entry, in 64 bits', [{ ...W, at: 0xffffffff, extra: zip64Field(BEYOND) }], {}],
  ])('%s', async (_what, pieces, end) => {
    expect(await outcome(zipBytes(pieces, end))).toMatch(/^p\.npz/);
  });
});

/** Info-ZIP's Unicode path: a second name. */
function unicodePath(name: string, other: string): Buffer {
  const field = Buffer.alloc(9 + other.length);
  field.writeUInt16LE(0x7075);
  field.writeUInt16LE(5 + other.length, 2);
  field.writeUInt8(1, 4);
  field.writeUInt32LE(crc32(Buffer.from(name)), 5);
  field.write(other, 9);
  return field;
}

function zip64Field(value: bigint): Buffer {
  const field = Buffer.alloc(12);
  field.writeUInt16LE(1);
  field.writeUInt16LE(8, 2);
  field.writeBigUInt64LE(value, 4);
  return field;
}
