import type { Layout } from '@gradproof/flatteners';

/**
 * Below these parts of the root mean square of all parameters one is tiny, or its whole tensor: noise may hide what a step of its own size
 * changes.
 */
const TINY = { parameter: 1 / 64, tensor: 1 / 4 };

/** Sums of squares above this have lost nothing that matters to underflow. */
const LEAST_SQUARE = 2 ** -900;

/** The scale where every parameter is 0. */
const AT_ZERO = 1;

const rootMeanSquare = (values: Float64Array): number => {
  const largest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  if (largest === 0) return 0;
  return largest * Math.sqrt(values.reduce((sum, value) => sum + (value / largest) ** 2, 0) / values.length);
};

/** How far a parameter that is 0 moves on lines that move all, relative to its length: others show the noise of J, and it may bend J sooner. */
const LITTLE = 2 ** -24;

/** Lengths by which parameters may be moved together, to see the noise of J. */
export const noiseScales = (layout: Layout, theta: Float64Array): Float64Array => {
  const { scales } = coordinateScales(layout, theta);
  return theta.every((value) => value === 0)
    ? scales
    : scales.map((scale, i) => (theta[i] === 0 ? LITTLE * scale : scale));
};

/** Lengths along which J may be expected to bend, by coordinate. */
export interface CoordinateScales {
  /** Each parameter's own size; its tensor's where it is 0. */
  readonly scales: Float64Array;
  /** The larger of it and its tensor's. */
  readonly reaches: Float64Array;
  /** 1 where the parameter and its tensor say nothing of its scale, being 0 or tiny beside the others; else 0. */
  readonly unscaled: Uint8Array;
}

/**
 * For each coordinate a length along which J may be expected to bend, and the longest such length. Sizes of tensors are root mean squares;
 * where all of one is 0 that of θ, and 1 where that is 0, too.
 */
export const coordinateScales = ({ tensors }: Layout, theta: Float64Array): CoordinateScales => {
  const whole = rootMeanSquare(theta) || AT_ZERO;
  const [scales, reaches] = [new Float64Array(theta.length), new Float64Array(theta.length)];
  for (const { offset, size } of tensors) {
    const ofTensor = rootMeanSquare(theta.subarray(offset, offset + size)) || whole;
    for (let i = offset; i < offset + size; i++) {
      scales[i] = Math.abs(theta[i]!) || ofTensor;
      reaches[i] = Math.max(scales[i]!, ofTensor);
    }
  }
  const isUnscaled = (value: number, i: number) =>
    (Math.abs(value) < TINY.parameter * whole && reaches[i]! <= whole) || reaches[i]! < TINY.tensor * whole;
  return { scales, reaches, unscaled: Uint8Array.from(theta, (value, i) => (isUnscaled(value, i) ? 1 : 0)) };
};

/** A t along which J may be expected to bend on θ + t·v: the root mean square of scaleᵢ by that of vᵢ, over the coordinates that move. */
export const lengthAlong = (direction: Float64Array, scales: Float64Array): number => {
  let [ofScales, ofDirection] = [0, 0];
  for (let i = 0; i < direction.length; i++) {
    const v = direction[i]!;
    if (v === 0) continue;
    ofScales += scales[i]! ** 2;
    ofDirection += v * v;
  }
  if (ofDirection > LEAST_SQUARE && ofScales > LEAST_SQUARE && ofScales < Infinity)
    return Math.sqrt(ofScales / ofDirection);
  const moving = scales.filter((_, i) => direction[i] !== 0);
  return moving.length === 0 ? 1 : rootMeanSquare(moving) / rootMeanSquare(direction.filter((v) => v !== 0));
};
