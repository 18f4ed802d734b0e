import type { ByteReader } from './byte-reader.ts';
import { ProcessFailure } from './failure.ts';
import { lengthsOf, MAGIC, MAX_HEADER_BYTES, numbersOf, PREFIX_BYTES } from './frame.ts';

/** A frame that came. */
export interface Frame {
  readonly header: Readonly<Record<string, unknown>>;
  readonly payload: Float64Array;
}

/** How much of what is no frame is shown. */
const NOISE_BYTES = 200;

const nonsense = (what: string): ProcessFailure => new ProcessFailure({ kind: 'nonsense', what });

const parseHeader = (bytes: Buffer): Readonly<Record<string, unknown>> => {
  try {
    const header: unknown = JSON.parse(bytes.toString('utf8'));
    if (typeof header === 'object' && header !== null && !Array.isArray(header))
      return header as Record<string, unknown>;
  } catch {
    // said below: it is no record either way
  }
  throw nonsense(`its header is not a JSON object: ${bytes.toString('utf8', 0, NOISE_BYTES)}`);
};

const takeWhole = async (reader: ByteReader, count: number): Promise<Buffer> => {
  const bytes = await reader.take(count);
  if (bytes.length === count) return bytes;
  throw new ProcessFailure({ kind: 'ended' });
};

/** The prefix's lengths. Whatever doesn't begin as a frame is noise from its first wrong byte on. */
const takeLengths = async (reader: ByteReader): Promise<{ header: number; payload: number }> => {
  const assertFrame = (soFar: Buffer): void => {
    const begun = soFar.subarray(0, MAGIC.length);
    if (begun.equals(MAGIC.subarray(0, begun.length))) return;
    const next = soFar.indexOf(MAGIC); // an answer may have come along with it
    const noise = soFar.subarray(0, next < 0 ? NOISE_BYTES : Math.min(next, NOISE_BYTES));
    throw new ProcessFailure({ kind: 'noise', text: noise.toString('utf8') });
  };
  const prefix = await reader.take(PREFIX_BYTES, assertFrame);
  if (prefix.length < PREFIX_BYTES) throw new ProcessFailure({ kind: 'ended' });
  return lengthsOf(prefix);
};

/**
 * The next frame. `numbersIn`: how many numbers its header says must follow; they aren't read before that is known.
 * Throws ProcessFailure.
 */
export const readFrame = async (
  reader: ByteReader,
  numbersIn: (header: Frame['header']) => number,
): Promise<Frame> => {
  const lengths = await takeLengths(reader);
  if (lengths.header > MAX_HEADER_BYTES) throw nonsense(`its header has ${lengths.header} bytes`);
  const header = parseHeader(await takeWhole(reader, lengths.header));
  const wanted = numbersIn(header) * Float64Array.BYTES_PER_ELEMENT;
  if (lengths.payload !== wanted)
    throw nonsense(`its payload has ${lengths.payload} bytes, where ${wanted} belong (8 for each number)`);
  return { header, payload: numbersOf(await takeWhole(reader, lengths.payload)) };
};
