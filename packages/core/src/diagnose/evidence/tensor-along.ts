import { innerProduct, LEAST_COMPONENT } from '../../numerics/direction.ts';
import { unexplainedPart } from './coincidence.ts';
import type { LayerPlace } from './layer-place.ts';

/** A direction within a tensor, and the slope of J along it. */
export interface SlopeAlong {
  /** [size]. */
  readonly direction: Float64Array;
  readonly slope: number;
  /** How far the slope may be off. */
  readonly bound: number;
}

/** A tensor whose gradient is wrong, of whose numerical gradient nothing is known but slopes along random directions. */
export interface TensorAlong {
  readonly name: string;
  readonly shape: readonly number[];
  /** The parameter, and its gradient as it was given, [size], row-major. */
  readonly theta: Float64Array;
  readonly grad: Float64Array;
  readonly place: LayerPlace | null;
  readonly directions: readonly SlopeAlong[];
  /** How far (gradient)·v may be off of a gradient that is called correct. */
  readonly allowance: number;
}

/**
 * Whether the candidate agrees with the slopes as the numerical gradient would. `amplification`: by how much the gradient's own error is
 * enlarged.
 */
export const agreesAlong = (tensor: TensorAlong, candidate: Float64Array, amplification = 1): boolean => {
  const { directions, allowance, grad } = tensor;
  const remaining = discrepanciesAlong(tensor, candidate);
  const isWithin = remaining.every(
    (discrepancy, k) => Math.abs(discrepancy) <= amplification * allowance + directions[k]!.bound,
  );
  const part = unexplainedPart(Math.min(grad.length, directions.length));
  return isWithin && Math.hypot(...remaining) <= part * Math.hypot(...discrepanciesAlong(tensor));
};

/** (gradient)·v − slope along each direction; by default of the gradient that was given. */
export const discrepanciesAlong = ({ directions, grad }: TensorAlong, gradient = grad): number[] =>
  directions.map(({ direction, slope }) => innerProduct(gradient, direction) - slope);

/** How far a right gradient and a slope may be apart along any of the directions. With NaN nothing is allowed. */
export const allowedAlong = ({ allowance, directions }: TensorAlong): number =>
  allowance + Math.max(...directions.map(({ bound }) => bound));

/** Whether two entries or more would show by themselves: evidence for a number that is fitted. */
export const isSupportedAlong = (tensor: TensorAlong, values: Float64Array): boolean => {
  const allowed = allowedAlong(tensor);
  return values.filter((value) => LEAST_COMPONENT * Math.abs(value) > allowed).length >= 2;
};
