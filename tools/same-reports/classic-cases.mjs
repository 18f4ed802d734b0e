import { readFile } from 'node:fs/promises';
import { gradientCheckN, readNpz } from './packages.mjs';

const arrays = async (name) => {
  const url = new URL(`../../examples/notebook/${name}`, import.meta.url);
  return Object.fromEntries(await readNpz(await readFile(url), name));
};

const check = async (folder, epsilon) => {
  const { X, Y } = await arrays(`${folder}/data.npz`);
  const [parameters, gradients] = [
    await arrays(`${folder}/parameters.npz`),
    await arrays(`${folder}/gradients.npz`),
  ];
  return { difference: gradientCheckN(parameters, gradients, X, Y, epsilon) };
};

/** The exercise's own check of its own examples. */
export const classicCases = function* () {
  for (const folder of ['correct', 'buggy']) {
    for (const epsilon of [1e-7, 1e-5])
      yield { name: `classic, ${folder}, epsilon ${epsilon}`, run: () => check(folder, epsilon) };
  }
};
