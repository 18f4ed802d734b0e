/** Reads a stream piece by piece, as long as each piece is asked for. */
export interface ByteReader {
  /** The next `count` bytes; fewer when the stream ends before. `check` sees the bytes so far, and may throw, as they come. */
  readonly take: (count: number, check?: (soFar: Buffer) => void) => Promise<Buffer>;
  /** What has come and wasn't taken, at most `count` bytes, without waiting. */
  readonly peek: (count: number) => Buffer;
}

/** A reader of a stream that has no other reader. An error of the stream is its end. */
export const createByteReader = (stream: AsyncIterable<Buffer>): ByteReader => {
  const chunks = stream[Symbol.asyncIterator]();
  let held: Buffer[] = [];
  let size = 0;
  let ended = false;

  const pull = async (): Promise<void> => {
    const next = await chunks.next().catch(() => ({ done: true as const, value: undefined }));
    if (next.done === true) ended = true;
    else {
      held.push(next.value);
      size += next.value.length;
    }
  };
  const join = (): Buffer => {
    const joined = held.length === 1 ? held[0]! : Buffer.concat(held);
    held = [joined];
    return joined;
  };
  return {
    take: async (count, check) => {
      while (size < count && !ended) {
        if (size > 0) check?.(join());
        await pull();
      }
      const joined = join();
      check?.(joined);
      const taken = joined.subarray(0, count);
      held = [joined.subarray(taken.length)];
      size -= taken.length;
      return taken;
    },
    peek: (count) => join().subarray(0, count),
  };
};
