import { InputError } from '@gradproof/model';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { npyBytes } from '../testing/npy-bytes.ts';
import { readNpy } from './read-npy.ts';
import { writeNpy } from './write-npy.ts';

const anyTensor = fc.array(fc.integer({ min: 0, max: 5 }), { maxLength: 4 }).chain((shape) => {
  const size = shape.reduce((product, dimension) => product * dimension, 1);
  return fc.record({
    shape: fc.constant(shape),
    data: fc.float64Array({ minLength: size, maxLength: size }),
  });
});

const header = (descr: string, order: string, shape: string) =>
  `{'descr': ${descr}, 'fortran_order': ${order}, 'shape': ${shape}, }`;

describe('npy', () => {
  it('reads back what it writes, to the bit', () => {
    fc.assert(
      fc.property(anyTensor, (array) => {
        expect(readNpy(writeNpy(array), 'a')).toEqual({ ...array, dtype: 'float64' });
      }),
    );
  });

  it('begins its numbers at a multiple of 64 bytes, as NumPy does', () => {
    expect((writeNpy({ shape: [3], data: new Float64Array(3) }).length - 24) % 64).toBe(0);
  });

  it.each([
    ["'<i4'", [1, 0, 0, 0, 255, 255, 255, 255], [1, -1]],
    ["'>i4'", [0, 0, 0, 1, 255, 255, 255, 255], [1, -1]],
    ["'|u1'", [7, 255], [7, 255]],
    ["'|b1'", [0, 1], [0, 1]],
    ["'<i8'", [1, 0, 0, 0, 0, 0, 0, 0, 255, 255, 255, 255, 255, 255, 255, 255], [1, -1]],
    ["'>f4'", [0x3f, 0x80, 0, 0, 0xc0, 0, 0, 0], [1, -2]],
    ["'<f4'", [0, 0, 0x80, 0x3f, 0, 0, 0, 0xc0], [1, -2]],
    ["'<f2'", [0x00, 0x3c, 0x01, 0x80], [1, -(2 ** -24)]],
    ["'>f2'", [0x7b, 0xff, 0xfc, 0x00], [65_504, -Infinity]],
    ["'>f8'", [0x3f, 0xf0, 0, 0, 0, 0, 0, 0, 0xc0, 0, 0, 0, 0, 0, 0, 0], [1, -2]],
  ])('reads dtype %s', (descr, bytes, numbers) => {
    expect([...readNpy(npyBytes(header(descr, 'False', '(2,)'), bytes), 'a').data]).toEqual(numbers);
  });

  it('reads Fortran order as row-major', () => {
    const file = npyBytes(header("'|u1'", 'True', '(2, 3)'), [1, 4, 2, 5, 3, 6]);
    expect(readNpy(file, 'a')).toEqual({
      shape: [2, 3],
      data: Float64Array.of(1, 2, 3, 4, 5, 6),
      dtype: 'uint8',
    });
  });

  it.each([1, 2, 3])('reads version %d of the format', (version) => {
    const file = npyBytes(header("'|u1'", 'False', '()'), [9], version);
    expect(readNpy(file, 'a')).toEqual({ shape: [], data: Float64Array.of(9), dtype: 'uint8' });
  });

  it("reads Python 2's long dimensions", () => {
    expect(readNpy(npyBytes(header("'|u1'", 'False', '(2L,)'), [1, 2]), 'a').shape).toEqual([2]);
  });

  const eighty = Array<number>(80).fill(0);
  it.each([
    [
      '65536² numbers in 80 bytes',
      header("'<f8'", 'False', '(65536, 65536)'),
      eighty,
      /34359738368 bytes, but holds 80/,
    ],
    ['a negative dimension', header("'<f8'", 'False', '(-1,)'), eighty, /dimension 0 to be -1/],
    ['a fractional dimension', header("'<f8'", 'False', '(2.5,)'), eighty, /dimension 0 to be 2.5/],
    ['a dimension beyond 2⁵³', header("'<f8'", 'False', '(9007199254740993,)'), eighty, /dimension 0/],
    [
      'dimensions whose product overflows',
      header("'<f8'", 'False', '(9007199254740991, 9007199254740991)'),
      eighty,
      /but holds 80/,
    ],
    ['too many dimensions', header("'<f8'", 'False', `(${'1, '.repeat(65)})`), eighty, /65 dimensions/],
    ['bytes after its numbers', header("'<f8'", 'False', '(2,)'), eighty, /16 bytes, but holds 80/],
    ['Python objects', header("'|O'", 'False', '(2,)'), eighty, /dtype object.*not read/],
    ['records', header("[('a', '<f8')]", 'False', '(2,)'), eighty, /structured/],
    ['complex numbers', header("'<c16'", 'False', '(5,)'), eighty, /dtype "<c16"/],
    ['a name of the prototype as dtype', header("'constructor'", 'False', '(5,)'), eighty, /dtype/],
    ['no shape', "{'descr': '<f8', 'fortran_order': False}", eighty, /without a shape/],
    ['no order', "{'descr': '<f8', 'shape': ()}", eighty, /fortran_order/],
    ['code in place of a header', '__import__("os").system("true")', eighty, /can't be read/],
    ['a header nested without end', '['.repeat(5000), eighty, /can't be read/],
    ['a key given twice', "{'descr': '<f8', 'descr': '<f4'}", eighty, /can't be read/],
    [
      'an integer that float64 cannot hold',
      header("'<i8'", 'False', '(1,)'),
      [1, 0, 0, 0, 0, 0, 0, 127],
      /9151314442816847873/,
    ],
  ])('refuses %s', (_what, text, bytes, message) => {
    const read = () => readNpy(npyBytes(text, bytes), 'W1 in p.npz');
    expect(read).toThrow(InputError);
    expect(read).toThrow(message);
    expect(read).toThrow(/^W1 in p.npz/);
  });

  it('refuses a header of 4 GB without allocating it', () => {
    const file = npyBytes(header("'<f8'", 'False', '()'), [], 2);
    file.set([255, 255, 255, 255], 8);
    expect(() => readNpy(file, 'a')).toThrow(/claims a header of 4294967295 bytes/);
  });

  it('refuses a version that it does not know', () => {
    expect(() => readNpy(npyBytes(header("'<f8'", 'False', '()'), [], 9), 'a')).toThrow(/version 9/);
  });

  it('refuses every truncation with a message', () => {
    const whole = writeNpy({ shape: [2], data: Float64Array.of(1, 2) });
    for (let length = 0; length < whole.length; length++) {
      expect(() => readNpy(whole.subarray(0, length), 'a')).toThrow(InputError);
    }
  });

  it('never throws anything but an InputError, whatever byte is changed', () => {
    const whole = writeNpy({ shape: [2, 2], data: Float64Array.of(1, 2, 3, 4) });
    fc.assert(
      fc.property(fc.nat(whole.length - 1), fc.nat(255), (at, byte) => {
        const changed = Uint8Array.from(whole);
        changed[at] = byte;
        try {
          expect(readNpy(changed, 'a').data.length).toBeLessThanOrEqual(32);
        } catch (error) {
          expect(error).toBeInstanceOf(InputError);
        }
      }),
      { numRuns: 500 },
    );
  });
});
