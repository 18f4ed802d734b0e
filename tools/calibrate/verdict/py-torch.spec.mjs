import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { layoutOf } from '@gradproof/flatteners';
import { readNpz } from '@gradproof/formats';
import { parameterShapes } from '@gradproof/model';
import { describe, expect, it } from 'vitest';
import { arithmetics } from './arithmetic.mjs';
import { gradientIn } from './back-propagation.mjs';

const root = fileURLToPath(new URL('../../../', import.meta.url));

/** Networks whose gradients PyTorch computed in float32. */
const FOLDERS = [
  'examples/breast-cancer',
  ...['wine', 'digits', 'torch'].map((name) => `apps/cli/src/judged/float32-${name}`),
];

const read = async (folder, name) =>
  readNpz(new Uint8Array(readFileSync(`${root}${folder}/${name}.npz`)), name);

/** Of float32's roundings: a thousandth where a converged gradient is the small rest of large terms. */
const ROUNDED = 1e-3;

describe('backward propagation of the problems', () => {
  it.each(FOLDERS)('%s: is PyTorch’s', async (folder) => {
    const { model } = JSON.parse(readFileSync(`${root}${folder}/problem.json`, 'utf8'));
    const [data, parameters, gradients] = await Promise.all(['data', 'parameters', 'gradients'].map((name) => read(folder, name)));
    const network = { l2: 0, ...model };
    const [X, Y] = [data.get('X'), data.get('Y')];
    const layout = layoutOf(parameterShapes(network, X.shape[0]));
    const theta = new Float64Array(layout.size);
    for (const { name, offset } of layout.tensors) theta.set(parameters.get(name).data, offset);
    const gradient = gradientIn({ kind: 'layered', network, layout, theta, X, Y }, arithmetics.float64, theta);
    for (const { name, offset, size } of layout.tensors) {
      const theirs = (gradients.get(`d${name}`) ?? gradients.get(name)).data;
      const off = Math.hypot(...theirs.map((g, k) => g - gradient[offset + k]));
      expect(size, name).toBe(theirs.length);
      expect(off, name).toBeLessThan(ROUNDED * Math.hypot(...theirs));
      expect(Math.hypot(...theirs), name).toBeGreaterThan(0);
    }
  });
}); // prettier-ignore
