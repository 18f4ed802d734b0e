import { type FileHandle, open } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { RandomAccessReader } from 'yauzl';

/** Bytes that are read from a disk at once. */
const PIECE = 2 ** 18;

type Done = (error: Error | null, bytesRead?: number) => void;

/** A file, or bytes, as yauzl reads them. Whatever place a damaged file names, a read outside of it is an error that says so. */
export abstract class ByteReader extends RandomAccessReader {
  /** How many bytes there are. */
  abstract readonly size: number;
  protected abstract bytesAt(start: number, end: number): AsyncIterable<Uint8Array>;
  /** Closes the file. */
  abstract end(): Promise<void>;

  override read(buffer: Buffer, offset: number, length: number, position: number, done: Done): void {
    void this.fill(buffer.subarray(offset, offset + length), position).then(
      () => done(null, length),
      (error: unknown) => done(error as Error),
    );
  }

  /** The bytes from `position` on. Throws where there are fewer. */
  async take(position: number, length: number): Promise<Buffer> {
    const bytes = Buffer.alloc(length);
    await this.fill(bytes, position);
    return bytes;
  }

  override _readStreamForRange(start: number, end: number): Readable {
    return Readable.from(this.bytesAt(start, Math.min(end, this.size)), { objectMode: false });
  }

  private async fill(target: Uint8Array, position: number): Promise<void> {
    const end = position + target.length;
    if (!(position >= 0 && end <= this.size)) throw new Error('it names a place beyond its end');
    let filled = 0;
    for await (const piece of this.bytesAt(position, end)) {
      target.set(piece, filled);
      filled += piece.length;
    }
    if (filled < target.length) throw new Error('it ended while it was read');
  }
}

class FileReader extends ByteReader {
  readonly size: number;
  readonly #handle: FileHandle;

  constructor(handle: FileHandle, size: number) {
    super();
    this.#handle = handle;
    this.size = size;
  }

  protected async *bytesAt(start: number, end: number): AsyncIterable<Uint8Array> {
    for (let at = start; at < end;) {
      const piece = Buffer.allocUnsafe(Math.min(PIECE, end - at));
      const { bytesRead } = await this.#handle.read(piece, 0, piece.length, at);
      if (bytesRead === 0) return;
      yield piece.subarray(0, bytesRead);
      at += bytesRead;
    }
  }

  end(): Promise<void> {
    return this.#handle.close();
  }
}

class MemoryReader extends ByteReader {
  readonly size: number;
  readonly #bytes: Uint8Array;

  constructor(bytes: Uint8Array) {
    super();
    this.#bytes = bytes;
    this.size = bytes.length;
  }

  // eslint-disable-next-line @typescript-eslint/require-await -- as files are read
  protected async *bytesAt(start: number, end: number): AsyncIterable<Uint8Array> {
    for (let at = start; at < end; at += PIECE) yield this.#bytes.subarray(at, Math.min(at + PIECE, end));
  }

  end(): Promise<void> {
    return Promise.resolve();
  }
}

/** Opens a path, or bytes. Throws what the disk does. */
export const openBytes = async (source: string | Uint8Array): Promise<ByteReader> => {
  if (typeof source !== 'string') return new MemoryReader(source);
  const handle = await open(source);
  try {
    return new FileReader(handle, (await handle.stat()).size);
  } catch (error) {
    await handle.close();
    throw error;
  }
};
