import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readNpz } from './npz/read-npz.ts';
import { writeNpz } from './npz/write-npz.ts';

const PYTHON = '/usr/bin/python3';
const hasNumpy = spawnSync(PYTHON, ['-c', 'import numpy']).status === 0;

describe.skipIf(!hasNumpy)('files shared with NumPy', () => {
  const folder = mkdtempSync(join(tmpdir(), 'gradproof-numpy-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const python = (script: string): string =>
    execFileSync(PYTHON, ['-c', `import numpy as np, json\n${script}`], { cwd: folder, encoding: 'utf8' });

  const dtypes = [
    '<f8',
    '>f8',
    '<f4',
    '>f4',
    '<i8',
    '>i8',
    '<i4',
    '>i4',
    '<i2',
    '>i2',
    'i1',
    '<u8',
    '>u4',
    '<u2',
    'u1',
    'b1',
  ];
  it.each(['savez', 'savez_compressed'])('reads every dtype and order that np.%s writes', async (save) => {
    python(`
arrays = {}
for d in ${JSON.stringify(dtypes)}:
    a = (np.arange(24) % 2 if d == 'b1' else np.arange(24)).reshape(2, 3, 4).astype(d)
    arrays['C' + d[-2:] + str(d[0] == '>')] = a
    arrays['F' + d[-2:] + str(d[0] == '>')] = np.asfortranarray(a)
arrays['scalar'] = np.float64(2.5)
arrays['empty'] = np.zeros((0, 3))
np.${save}('a.npz', **arrays)
json.dump({k: [list(np.shape(v)), np.asarray(v, dtype=float).ravel().tolist()] for k, v in arrays.items()}, open('a.json', 'w'))`);
    const arrays = await readNpz(join(folder, 'a.npz'), 'a.npz');
    const expected = JSON.parse(
      execFileSync('cat', [join(folder, 'a.json')], { encoding: 'utf8' }),
    ) as Record<string, [number[], number[]]>;
    expect([...arrays.keys()]).toEqual(Object.keys(expected));
    for (const [name, { shape, data }] of arrays) expect([shape, [...data]]).toEqual(expected[name]);
  });

  it('reads versions 2 and 3 of the header', async () => {
    python(`
import zipfile
with zipfile.ZipFile('v.npz', 'w') as z:
    for version in [(1, 0), (2, 0), (3, 0)]:
        with z.open('v%d.npy' % version[0], 'w', force_zip64=True) as f:
            np.lib.format.write_array(f, np.array([[1.5, -2.0]]), version=version)`);
    const arrays = await readNpz(join(folder, 'v.npz'), 'v.npz');
    expect([...arrays.values()]).toEqual(
      Array(3).fill({ shape: [1, 2], data: Float64Array.of(1.5, -2), dtype: 'float64' }),
    );
  });

  it('refuses pickled objects that NumPy wrote', async () => {
    python(`np.savez('o.npz', W1=np.array([{}, 1], dtype=object))`);
    await expect(readNpz(join(folder, 'o.npz'), 'o.npz')).rejects.toThrow(/dtype object/);
  });

  it('writes what NumPy reads, to the bit', () => {
    const data = Float64Array.of(Math.PI, -0, 5e-324, 1.7976931348623157e308, NaN, -Infinity);
    writeFileSync(
      join(folder, 'ours.npz'),
      writeNpz([
        ['W1', { shape: [2, 3], data }],
        ['b', { shape: [6], data }],
        ['s', { shape: [], data: data.subarray(0, 1) }],
      ]),
    );
    const read = python(`
z = np.load('ours.npz')
print(json.dumps({k: [list(z[k].shape), str(z[k].dtype), z[k].tobytes().hex()] for k in z}))`);
    const hex = Buffer.from(data.buffer).toString('hex');
    expect(JSON.parse(read)).toEqual({
      W1: [[2, 3], 'float64', hex],
      b: [[6], 'float64', hex],
      s: [[], 'float64', hex.slice(0, 16)],
    });
  });
});
