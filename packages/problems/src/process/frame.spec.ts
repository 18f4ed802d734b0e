import fc from 'fast-check';
import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { createByteReader } from './byte-reader.ts';
import { encodeFrame } from './frame.ts';
import { readFrame } from './read-frame.ts';

/** A stream that brings the bytes in pieces of these sizes, again and again. */
const inPieces = (bytes: Buffer, sizes: readonly number[]): Readable => {
  const pieces: Buffer[] = [];
  for (let at = 0, k = 0; at < bytes.length; k++) {
    const size = sizes[k % sizes.length]!;
    pieces.push(bytes.subarray(at, at + size));
    at += size;
  }
  return Readable.from(pieces, { objectMode: false });
};

const frames = fc.array(
  fc.record({
    header: fc.dictionary(fc.string(), fc.oneof(fc.string(), fc.integer()), { noNullPrototype: true }),
    payload: fc.float64Array({ maxLength: 20 }),
  }),
  { minLength: 1, maxLength: 4 },
);

describe('frames', () => {
  it('come as they were sent, to the bit, however the pipe cuts them', async () => {
    await fc.assert(
      fc.asyncProperty(
        frames,
        fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1 }),
        async (sent, sizes) => {
          const bytes = Buffer.concat(sent.flatMap(({ header, payload }) => encodeFrame(header, payload)));
          const reader = createByteReader(inPieces(bytes, sizes));
          for (const { header, payload } of sent) {
            const came = await readFrame(reader, () => payload.length);
            expect(came.header).toEqual(JSON.parse(JSON.stringify(header)));
            expect(came.payload).toEqual(payload);
          }
        },
      ),
    );
  });

  it('are never what doesn’t begin like one', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ minLength: 1 }), async (noise) => {
        fc.pre(!'GPF1'.startsWith(String.fromCharCode(noise[0]!)));
        const reader = createByteReader(inPieces(Buffer.from(noise), [3]));
        await expect(readFrame(reader, () => 0)).rejects.toMatchObject({ failure: { kind: 'noise' } });
      }),
    );
  });
});
