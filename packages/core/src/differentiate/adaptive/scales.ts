import type { Layout } from '@gradproof/flatteners';

/** The scale of a parameter that is 0, relative to its tensor's root mean square. */
const LEAST = 1 / 64;

/** Sums of squares above this have lost nothing that matters to underflow. */
const LEAST_SQUARE = 2 ** -900;

/** The scale where every parameter is 0. */
const AT_ZERO = 1 / 16;

const rootMeanSquare = (values: Float64Array): number => {
  const largest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  if (largest === 0) return 0;
  return largest * Math.sqrt(values.reduce((sum, value) => sum + (value / largest) ** 2, 0) / values.length);
};

/** Root mean squares by tensor; where all of a tensor is 0 that of θ, and AT_ZERO where that is 0, too. */
export const tensorScales = ({ tensors }: Layout, theta: Float64Array): number[] => {
  const whole = rootMeanSquare(theta) * LEAST || AT_ZERO;
  return tensors.map(({ offset, size }) => rootMeanSquare(theta.subarray(offset, offset + size)) || whole);
};

/**
 * For each coordinate a length along which J may be expected to bend, and the longest such length: its own size and its tensor's.
 * A parameter that is exactly 0 says nothing of its scale.
 */
export const coordinateScales = (
  layout: Layout,
  theta: Float64Array,
): { readonly scales: Float64Array; readonly reaches: Float64Array } => {
  const ofTensor = tensorScales(layout, theta);
  const [scales, reaches] = [new Float64Array(theta.length), new Float64Array(theta.length)];
  layout.tensors.forEach(({ offset, size }, tensor) => {
    for (let i = offset; i < offset + size; i++) {
      scales[i] = Math.abs(theta[i]!) || ofTensor[tensor]! * LEAST;
      reaches[i] = Math.max(scales[i]!, ofTensor[tensor]!);
    }
  });
  return { scales, reaches };
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
