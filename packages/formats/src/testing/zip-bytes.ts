import { crc32 } from 'node:zlib';

/** An entry of a zip file, stored, and how it may lie. */
export interface ZipPiece {
  readonly name: string;
  readonly content: Uint8Array;
  /** What stands before its data in place of its name. */
  readonly localName?: string;
  readonly localSize?: number;
  readonly localCrc?: number;
  readonly localMethod?: number;
  readonly flags?: number;
  /** Where the directory says it begins. */
  readonly at?: number;
  readonly extra?: Uint8Array;
  /** Bytes before its header. */
  readonly gap?: number;
  /** Whether the directory leaves it out. */
  readonly hidden?: boolean;
}

/** What the end record says in place of what is so. */
export interface ZipEnd {
  readonly entries?: number;
  readonly size?: number;
  readonly start?: number;
  /** A zip64 end record before it, that says this. */
  readonly zip64?: { readonly entries?: number; readonly size?: number; readonly start?: number; readonly at?: bigint }; // prettier-ignore
}

const numbers = (...fields: (readonly [value: number | bigint, bytes: 2 | 4 | 8])[]): Buffer =>
  Buffer.concat(
    fields.map(([value, bytes]) => {
      const field = Buffer.alloc(8);
      field.writeBigUInt64LE(BigInt(value));
      return field.subarray(0, bytes);
    }),
  );

/** A zip file, right or wrong in the way that is asked for: for tests. */
export const zipBytes = (pieces: readonly ZipPiece[], says: ZipEnd = {}): Buffer => {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  const length = (): number => parts.reduce((sum, part) => sum + part.length, 0);
  for (const piece of pieces) {
    const { name, content, flags = 0, localName = name, extra = Buffer.alloc(0), gap = 0 } = piece;
    const [size, crc] = [content.length, crc32(content)];
    const { localSize = size, localCrc = crc, localMethod = 0 } = piece;
    parts.push(Buffer.alloc(gap));
    const at = length();
    parts.push(
      numbers([0x04034b50, 4], [20, 2], [flags, 2], [localMethod, 2], [0, 4], [localCrc, 4], [localSize, 4], [localSize, 4], [Buffer.byteLength(localName), 2], [0, 2]),
      Buffer.from(localName),
      Buffer.from(content),
    ); // prettier-ignore
    if (piece.hidden) continue;
    directory.push(
      numbers([0x02014b50, 4], [20, 2], [20, 2], [flags, 2], [0, 2], [0, 4], [crc, 4], [size, 4], [size, 4], [Buffer.byteLength(name), 2], [extra.length, 2], [0, 2], [0, 2], [0, 2], [0, 4], [piece.at ?? at, 4]),
      Buffer.from(name),
      Buffer.from(extra),
    ); // prettier-ignore
  }
  const start = length();
  const listed = Buffer.concat(directory);
  const entries = pieces.filter(({ hidden }) => !hidden).length;
  parts.push(listed);
  if (says.zip64) {
    const { zip64 } = says;
    const at = zip64.at ?? length();
    const [count, size, from] = [zip64.entries ?? entries, zip64.size ?? listed.length, zip64.start ?? start];
    parts.push(
      numbers([0x06064b50, 4], [44, 8], [45, 2], [45, 2], [0, 4], [0, 4], [count, 8], [count, 8], [size, 8], [from, 8]),
      numbers([0x07064b50, 4], [0, 4], [at, 8], [1, 4]),
    ); // prettier-ignore
  }
  const count = says.entries ?? entries;
  parts.push(
    numbers([0x06054b50, 4], [0, 4], [count, 2], [count, 2], [says.size ?? listed.length, 4], [says.start ?? start, 4], [0, 2]),
  ); // prettier-ignore
  return Buffer.concat(parts);
};
