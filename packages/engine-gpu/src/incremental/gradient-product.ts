import { DeviceError } from '../device/device-error.ts';
import type { DeviceLimits } from '../device/device-limits.ts';
import type { Launcher } from '../device/launcher.ts';
import { product, SUM_BLOCK } from '../kernels/product.ts';
import { matrixColumns } from './matrix-columns.ts';
import type { PreparedLayer, PreparedNetwork } from './prepared-network.ts';

/** How far the known answer may be off: a launch that failed is off by all of it. */
const KNOWN_TO = 1e-3;

/**
 * Σᵣ s[unit][r]·A[input][r] on the device, [rows, inputs]; s: [rows, examples]. A further row goes along whose answer is known, an
 * input's values over their norm: where it comes out wrong the launch failed, and DeviceError is thrown.
 */
export const responsesTimesInputs = async (
  launcher: Launcher,
  { examples }: PreparedNetwork,
  { place: { inputs }, inputColumns, inputNorms }: PreparedLayer,
  s: Float64Array,
  limits: DeviceLimits,
): Promise<Float64Array> => {
  const rows = s.length / examples;
  const sums = new Float64Array(rows * inputs);
  const left = new Float32Array((rows + 1) * examples);
  left.set(s);
  const atOnce = inputsAtOnce(rows + 1, examples, inputs, limits);
  for (let first = 0; first < inputs; first += atOnce) {
    const until = Math.min(first + atOnce, inputs);
    const width = until - first;
    const known = largest(inputNorms, first, until);
    const norm = inputNorms[known]!;
    for (let r = 0; r < examples; r++)
      left[rows * examples + r] = norm === 0 ? 0 : inputColumns[r * inputs + known]! / norm;
    const right = matrixColumns(inputColumns, inputs, first, until);
    const values = await multiply(launcher, left, right, examples);
    checkAnswer(values[rows * width + known - first]!, norm);
    for (let row = 0; row < rows; row++)
      for (let j = 0; j < width; j++) sums[row * inputs + first + j] = values[row * width + j]!;
  }
  return sums;
};

/** left [rows, n]·right [n, columns]. */
const multiply = async (
  launcher: Launcher,
  left: Float32Array,
  right: Float32Array,
  n: number,
): Promise<Float32Array> => {
  const [rows, columns] = [left.length / n, right.length / n];
  const matrices = [launcher.matrix(left, rows, n), launcher.matrix(right, n, columns)];
  const [blocks, rest] = [Math.floor(n / SUM_BLOCK), n % SUM_BLOCK];
  const result = await launcher.launch(product, [...matrices, blocks, rest], rows, columns);
  return launcher.read(result).finally(result.release);
};

/** The index of the largest of values[first … until). */
const largest = (values: Float64Array, first: number, until: number): number => {
  let index = first;
  for (let j = first; j < until; j++) if (values[j]! > values[index]!) index = j;
  return index;
};

/** Throws DeviceError where the further row's answer is wrong. */
const checkAnswer = (answer: number, norm: number): void => {
  if (Math.abs(answer - norm) <= KNOWN_TO * norm) return;
  throw new DeviceError(`the product with the inputs gave ${answer} where ${norm} is right`);
};

/** How many inputs a launch takes. */
const inputsAtOnce = (
  rows: number,
  examples: number,
  inputs: number,
  { matrixBytes, launchOperations }: DeviceLimits,
) =>
  Math.max(
    1,
    Math.floor(
      Math.min(
        inputs,
        matrixBytes / (4 * Math.max(examples, rows)),
        Math.max(64, launchOperations / (2 * rows * examples)),
      ),
    ),
  );
