import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { inflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { encodePng } from './png.ts';

const PYTHON = '/usr/bin/python3';
const pixels = Uint8Array.from({ length: 4 * 6 }, (_, i) => (i * 37) % 256);

describe('encodePng', () => {
  it('begins as a PNG does, and holds the size and the rows', () => {
    const file = encodePng(3, 2, pixels);
    expect(file.subarray(0, 8).toString('latin1')).toBe('\u0089PNG\r\n\u001a\n');
    expect([file.readUInt32BE(16), file.readUInt32BE(20)]).toEqual([3, 2]);
    const length = file.readUInt32BE(33);
    const rows = inflateSync(file.subarray(41, 41 + length));
    expect([...rows]).toEqual([0, ...pixels.subarray(0, 12), 0, ...pixels.subarray(12)]);
  });

  it.skipIf(!existsSync(PYTHON))('has the checksums that Python finds', () => {
    const script = `import sys, zlib, struct
d = sys.stdin.buffer.read()[8:]
while d:
    n = struct.unpack('>I', d[:4])[0]
    assert struct.unpack('>I', d[8 + n:12 + n])[0] == zlib.crc32(d[4:8 + n]), d[4:8]
    d = d[12 + n:]`;
    const { status, stderr } = spawnSync(PYTHON, ['-c', script], {
      input: encodePng(3, 2, pixels),
    });
    expect({ status, stderr: String(stderr) }).toEqual({ status: 0, stderr: '' });
  });
});
