import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { zipSync } from 'fflate';
import { writeNpy, writeNpz } from '@gradproof/formats';

const PYTHON = '/usr/bin/python3';

/** What NumPy itself writes, of several types and orders; nothing where it isn't there. */
const fromNumpy = (folder) => {
  const script = `
import numpy as np
a = np.arange(6.0).reshape(2, 3)
np.savez('plain.npz', W=a, b=a[:, :1])
np.savez_compressed('packed.npz', W=np.zeros((40, 40)), b=a)
np.savez('types.npz', f4=a.astype('f4'), i8=a.astype('i8'), u1=a.astype('u1'), big=a.astype('>f8'), half=a.astype('f2'), flag=a > 2)
np.savez('fortran.npz', W=np.asfortranarray(a), s=np.float64(3), e=np.zeros((0, 2)))
`;
  if (spawnSync(PYTHON, ['-c', script], { cwd: folder }).status !== 0) return [];
  return ['plain', 'packed', 'types', 'fortran'].map((name) => readFileSync(join(folder, `${name}.npz`)));
};

/** Right npz files, from which wrong ones are made. */
export const baseFiles = (folder) => {
  const W = { shape: [2, 3], data: Float64Array.of(0, -0.5, 1e-300, 1e300, 5, 6) };
  const b = { shape: [2, 1], data: Float64Array.of(1, 2) };
  return [
    writeNpz([['W', W], ['b', b]]),
    zipSync({ 'W.npy': writeNpy(W), 'b.npy': writeNpy(b) }, { level: 6 }),
    ...fromNumpy(folder),
  ]; // prettier-ignore
};
