import { DeviceError } from '../device/device-error.ts';
import type { Launcher } from '../device/launcher.ts';
import { product, SUM_BLOCK } from '../kernels/product.ts';
import type { DeviceLimits } from './batch-plan.ts';
import type { PreparedLayer, PreparedNetwork } from './prepared-network.ts';

/** How far the known answer may be off: a launch that failed is off by all of it. */
const KNOWN_TO = 1e-3;

/** Columns first ≤ j < until of a matrix [rows, columns]. */
const columnsOf = (values: Float32Array, columns: number, first: number, until: number): Float32Array => {
  if (first === 0 && until === columns) return values;
  const rows = values.length / columns;
  const out = new Float32Array(rows * (until - first));
  for (let row = 0; row < rows; row++)
    out.set(values.subarray(row * columns + first, row * columns + until), row * (until - first));
  return out;
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

/**
 * Σᵣ s[unit][r]·A[input][r] on the device, [rows, inputs]; s: [rows, examples]. A further row goes along whose answer is known, an
 * input's own values over their norm: where it comes out wrong the launch failed, and DeviceError is thrown.
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
  const [blocks, rest] = [Math.floor(examples / SUM_BLOCK), examples % SUM_BLOCK];
  const some = inputsAtOnce(rows + 1, examples, inputs, limits);
  for (let first = 0; first < inputs; first += some) {
    const until = Math.min(first + some, inputs);
    const width = until - first;
    let known = first;
    for (let j = first; j < until; j++) if (inputNorms[j]! > inputNorms[known]!) known = j;
    const norm = inputNorms[known]!;
    for (let r = 0; r < examples; r++)
      left[rows * examples + r] = norm === 0 ? 0 : inputColumns[r * inputs + known]! / norm;
    const right = launcher.matrix(columnsOf(inputColumns, inputs, first, until), examples, width);
    const result = await launcher.launch(
      product,
      [launcher.matrix(left, rows + 1, examples), right, blocks, rest],
      rows + 1,
      width,
    );
    const values = await launcher.read(result).finally(result.release);
    const answer = values[rows * width + known - first]!;
    if (!(Math.abs(answer - norm) <= KNOWN_TO * norm))
      throw new DeviceError(`the product with the inputs gave ${answer} where ${norm} is right`);
    for (let row = 0; row < rows; row++)
      for (let j = 0; j < width; j++) sums[row * inputs + first + j] = values[row * width + j]!;
  }
  return sums;
};
