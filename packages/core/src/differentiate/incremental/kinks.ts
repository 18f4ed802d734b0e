import { kinkOf, type LayerPlace } from '@gradproof/model';
import { UNIT_ROUND_OFF } from '../../numerics/round-off.ts';

/**
 * How far rounding may move z, in units of u·(‖w‖·‖a‖ + |b|): nearer than that to a kink, float64 can't tell on which side of it the unit
 * stands: another order of summation may put it on the other.
 */
const KINK_UNITS = 4;

/** ‖row‖ of each of some rows of `width` numbers. */
const rowNorms = (values: Float64Array, from: number, rows: number, width: number): Float64Array =>
  Float64Array.from({ length: rows }, (_, row) => {
    let sum = 0;
    for (let at = from + row * width; at < from + (row + 1) * width; at++) sum += values[at]! * values[at]!;
    return Math.sqrt(sum);
  });

/** ‖column‖ of each example of a: [inputs, examples]. */
const exampleNorms = (a: Float64Array, examples: number): Float64Array => {
  const sums = new Float64Array(examples);
  for (let row = 0; row < a.length; row += examples)
    for (let r = 0; r < examples; r++) sums[r]! += a[row + r]! * a[row + r]!;
  return sums.map(Math.sqrt);
};

/** How far from its kink a unit is still taken to stand at it; 0 where the norms overflow. */
const nearness = (weightNorm: number, inputNorm: number, bias: number): number => {
  const size = KINK_UNITS * UNIT_ROUND_OFF * (weightNorm * inputNorm + Math.abs(bias));
  return Number.isFinite(size) ? size : 0;
};

/**
 * A test of whether rounding may put a unit's z for an example on either side of its activation's kink.
 *
 * @param place The layer.
 * @param theta θ, [P].
 * @param a The layer's inputs, [inputs, examples].
 * @param examples m, how many examples there are.
 * @returns The test, by unit, example and the pre-activation z; null for an activation without a kink.
 */
export const createKinkTest = (
  place: LayerPlace,
  theta: Float64Array,
  a: Float64Array,
  examples: number,
): ((unit: number, example: number, z: number) => boolean) | null => {
  const kink = kinkOf(place);
  if (kink === null) return null;
  const weightNorms = rowNorms(theta, place.weights, place.units, place.inputs);
  const inputNorms = exampleNorms(a, examples);
  return (unit, example, z) => {
    const near = nearness(weightNorms[unit]!, inputNorms[example]!, theta[place.biases + unit]!);
    return Math.abs(z - kink) <= near;
  };
};
