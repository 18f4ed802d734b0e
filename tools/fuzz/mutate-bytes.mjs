import { Buffer } from 'node:buffer';
import { below, oneOf } from './draws.mjs';

const FIELDS = [0n, 1n, 2n, 0xffn, 0xffffn, 0x7fffffffn, 0xffffffffn, 0xfffffffen, 2n ** 53n, 2n ** 64n - 1n];

/** A place, half of the time near one of a zip's signatures or an array's header. */
const placeIn = (random, bytes) => {
  if (random() < 0.5) return below(random, bytes.length);
  const marks = ['PK', 'NUMPY', "'descr'", "'shape'"];
  const mark = bytes.indexOf(oneOf(random, marks), below(random, bytes.length), 'latin1');
  return mark < 0 ? below(random, bytes.length) : Math.min(bytes.length - 1, mark + below(random, 64));
};

const flipped = (random, bytes) => {
  bytes[placeIn(random, bytes)] ^= 1 << below(random, 8);
  return bytes;
};

const MUTATIONS = [
  flipped,
  flipped,
  (random, bytes) => {
    bytes[placeIn(random, bytes)] = below(random, 256);
    return bytes;
  },
  (random, bytes) => bytes.subarray(0, below(random, bytes.length + 1)),
  (random, bytes) => {
    const [from, length] = [placeIn(random, bytes), below(random, 40)];
    return Buffer.concat([bytes.subarray(0, from), bytes.subarray(from + length)]);
  },
  (random, bytes) => {
    const at = placeIn(random, bytes);
    const from = placeIn(random, bytes);
    return Buffer.concat([bytes.subarray(0, at), bytes.subarray(from, from + below(random, 200)), bytes.subarray(at)]); // prettier-ignore
  },
  (random, bytes) => {
    const size = oneOf(random, [2, 4, 8]);
    const at = Math.min(placeIn(random, bytes), bytes.length - size);
    const field = Buffer.alloc(8);
    field.writeBigUInt64LE(oneOf(random, FIELDS));
    if (at >= 0) field.copy(bytes, at, 0, size);
    return bytes;
  },
  (random, bytes) => {
    const words = ["'<f8'", "'<f4'", "'|O'", "'<c8'", "'|b1'", "'>i8'", '(2, 3)', '(0,)', '(6,)', '(-1,)', '(9999999999,)', 'True', 'False']; // prettier-ignore
    const [from, to] = [oneOf(random, words), oneOf(random, words)];
    const at = bytes.indexOf(from, below(random, bytes.length), 'latin1');
    if (at >= 0) bytes.write(to.slice(0, from.length).padEnd(from.length), at, 'latin1');
    return bytes;
  },
];

/** The bytes with one to three changes, the same for the same random numbers. */
export const mutatedBytes = (random, original) => {
  let bytes = Buffer.from(original);
  for (let left = 1 + below(random, 3); left > 0 && bytes.length > 0; left--)
    bytes = Buffer.from(oneOf(random, MUTATIONS)(random, bytes));
  return bytes;
};
