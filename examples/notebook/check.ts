/**
 * The classic exercise on gradient checking, in its own words: first J = θx, then a three-layer network whose
 * backward propagation has two mistakes. Run it from the repository root, after `npm ci`:
 *
 *     npx node examples/notebook/check.ts
 */
import { readFile } from 'node:fs/promises';
import { gradientCheck, gradientCheckN } from '@gradproof/core';
import { readNpz } from '@gradproof/formats';
import { backwardPropagationN, forwardPropagationN, type ThreeLayerParameters } from '@gradproof/model';

const arrays = async (path: string) =>
  Object.fromEntries(await readNpz(await readFile(new URL(path, import.meta.url)), path));

// 1. One dimension: J = θx, so dJ/dθ = x. The check moves θ by ±ε and compares.
console.log('1-D, x = 2, θ = 4:');
const oneDimensional = gradientCheck(2, 4, 1e-7, true);

// 2. LINEAR → RELU → LINEAR → RELU → LINEAR → SIGMOID with cross-entropy, 47 parameters, an example is a column.
const { X, Y } = await arrays('correct/data.npz');
const parameters = (await arrays('correct/parameters.npz')) as unknown as ThreeLayerParameters;
if (!X || !Y) throw new Error('data.npz holds X and Y');

// The exercise's own backward propagation, with its two mistakes: dW2 is doubled, db1 is 4/m and not 1/m.
console.log('\nN-D, the buggy gradients:');
const buggy = gradientCheckN(parameters, await arrays('buggy/gradients.npz'), X, Y, 1e-7, true);

console.log('\nN-D, the right gradients:');
const correct = gradientCheckN(parameters, await arrays('correct/gradients.npz'), X, Y, 1e-7, true);

// Our own backward propagation passes, too.
console.log('\nN-D, backwardPropagationN:');
const [cost, cache] = forwardPropagationN(X, Y, parameters);
const propagated = gradientCheckN(parameters, { ...backwardPropagationN(X, Y, cache) }, X, Y, 1e-7, true);

console.log(`\nJ = ${cost}`);
const asExpected = oneDimensional <= 2e-7 && buggy > 2e-7 && correct <= 2e-7 && propagated <= 2e-7;
process.exitCode = asExpected ? 0 : 1;
