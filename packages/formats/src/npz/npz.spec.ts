import { InputError } from '@gradproof/model';
import { zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { writeNpy } from '../npy/write-npy.ts';
import { readNpz } from './read-npz.ts';
import { writeNpz } from './write-npz.ts';

const array = { shape: [2, 2], data: Float64Array.of(1, 2, 3, 4) };
const npy = writeNpy(array);
const END_OF_DIRECTORY = 0x06054b50;
const DIRECTORY_ENTRY = 0x02014b50;

const indexOfSignature = (bytes: Uint8Array, signature: number): number => {
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  for (let at = bytes.length - 4; at >= 0; at--) if (view.getUint32(at, true) === signature) return at;
  throw new Error('no such signature');
};

const changed = (bytes: Uint8Array, change: (view: DataView, copy: Uint8Array) => void): Uint8Array => {
  const copy = Uint8Array.from(bytes);
  change(new DataView(copy.buffer), copy);
  return copy;
};

const refusal = async (bytes: Uint8Array): Promise<string> => {
  const error: unknown = await readNpz(bytes, 'p.npz').catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(InputError);
  return (error as Error).message;
};

describe('npz', () => {
  it.each([0, 6] as const)('reads arrays packed at level %d', async (level) => {
    expect(await readNpz(zipSync({ 'W1.npy': npy }, { level }), 'p.npz')).toEqual(
      new Map([['W1', { ...array, dtype: 'float64' }]]),
    );
  });

  it('reads back what it writes, in order', async () => {
    const arrays = new Map([
      ['b', array],
      ['a', { shape: [], data: Float64Array.of(-0) }],
    ]);
    const read = await readNpz(writeNpz(arrays), 'p.npz');
    expect([...read]).toEqual([...arrays].map(([name, tensor]) => [name, { ...tensor, dtype: 'float64' }]));
  });

  it('writes the same bytes for the same arrays', () => {
    expect(writeNpz([['a', array]])).toEqual(writeNpz([['a', array]]));
  });

  it.each(['__proto__.npy', '../W1.npy', '/etc/W1.npy', 'a\\..\\..\\b.npy', 'a\u001b[31m.npy', '.npy'])(
    'refuses an entry called %j',
    async (name) => {
      const twin = zipSync({ ['x'.repeat(Buffer.byteLength(name))]: npy });
      const renamed = Buffer.from(twin);
      const wanted = Buffer.from(name);
      for (
        let at = renamed.indexOf('x'.repeat(wanted.length));
        at >= 0;
        at = renamed.indexOf('x'.repeat(wanted.length))
      ) {
        wanted.copy(renamed, at);
      }
      const message = await refusal(renamed);
      // eslint-disable-next-line no-control-regex -- that none is there is the point
      expect(message).not.toMatch(/[\u0000-\u001f]/);
    },
  );

  it('refuses what is not an array', async () => {
    expect(await refusal(zipSync({ 'README.txt': npy }))).toMatch(/"README.txt", which is not a .npy array/);
  });

  it('refuses the same name twice', async () => {
    const twin = Buffer.from(zipSync({ 'W1.npy': npy, 'W2.npy': npy }));
    for (let at = twin.indexOf('W2.npy'); at >= 0; at = twin.indexOf('W2.npy')) twin.write('W1.npy', at);
    expect(await refusal(twin)).toMatch(/"W1.npy" is there twice/);
  });

  it('refuses a checksum that is not of the content', async () => {
    const file = zipSync({ 'W1.npy': npy }, { level: 0 });
    expect(await refusal(changed(file, (_view, copy) => (copy[30 + 6 + npy.length - 1]! ^= 1)))).toMatch(
      /checksum/,
    );
  });

  it('refuses every truncation', async () => {
    const file = writeNpz([['W1', array]]);
    for (let length = 0; length < file.length; length += 7) {
      expect(await refusal(file.subarray(0, length))).toMatch(/^p.npz/);
    }
  });

  it.each([1, 1000, -1])('refuses a size that lies by %d', async (lie) => {
    const file = zipSync({ 'W1.npy': npy }, { level: 6 });
    const lying = changed(file, (view) => {
      const at = indexOfSignature(file, DIRECTORY_ENTRY) + 24;
      view.setUint32(at, view.getUint32(at, true) + lie, true);
    });
    await refusal(lying);
  });

  it('refuses a zip bomb before unpacking it', async () => {
    const zeros = new Uint8Array(80 * 2 ** 20);
    expect(await refusal(zipSync({ 'W1.npy': zeros }, { level: 9 }))).toMatch(/would unpack to 83886080/);
  });

  it('refuses a million entries before reading them', async () => {
    const file = writeNpz([['W1', array]]);
    const crowded = changed(file, (view) => {
      const at = indexOfSignature(file, END_OF_DIRECTORY);
      view.setUint16(at + 8, 0xfffe, true);
      view.setUint16(at + 10, 0xfffe, true);
    });
    expect(await refusal(crowded)).toMatch(/claims 65534 entries/);
  });

  it('refuses what is encrypted', async () => {
    const file = zipSync({ 'W1.npy': npy });
    const locked = changed(file, (view) =>
      view.setUint16(indexOfSignature(file, DIRECTORY_ENTRY) + 8, 1, true),
    );
    expect(await refusal(locked)).toMatch(/encrypted/);
  });

  it('says that a text file is no npz', async () => {
    expect(await refusal(Buffer.from('not a zip'.repeat(10)))).toMatch(/not a whole npz file/);
  });

  it("leaves the disk's own errors as they are", async () => {
    await expect(readNpz('/nowhere/p.npz', 'p.npz')).rejects.toMatchObject({ code: 'ENOENT' });
  });
});
