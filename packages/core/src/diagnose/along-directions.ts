import { innerProduct, LEAST_COMPONENT } from '../numerics/direction.ts';
import type { Diagnosis } from './diagnosis.ts';
import type { LayerPlace } from './layer-place.ts';
import { regularizationDiagnosis } from './regularization.ts';
import { scaleDiagnosis } from './scale.ts';
import { signDiagnosis } from './sign.ts';
import { backwards, forwards, transposedDiagnosis, transpositionsOf } from './transposed.ts';

/** A direction within a tensor, and the slope of J along it. */
export interface SlopeAlong {
  /** [size]. */
  readonly own: Float64Array;
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

/** A mistake that explains the gradient along every direction, and the numerical gradient that it leaves. */
export interface ExplainedAlong {
  readonly diagnosis: Diagnosis;
  /** [size]. */
  readonly gradapprox: Float64Array;
}

/** An explanation leaves at most this part of the discrepancies. */
const LARGEST_REST = 0.1;

const normOf = (values: readonly number[]): number => Math.hypot(...values);

/** What may be left along a direction where the explanation holds. NaN allows nothing. */
const allowed = ({ allowance, directions }: TensorAlong): number =>
  allowance + Math.max(...directions.map(({ bound }) => bound));

/** Whether this is the numerical gradient as far as the slopes tell. `amplification`: by how much the gradient's own error is enlarged. */
const agrees = (tensor: TensorAlong, candidate: Float64Array, amplification = 1): boolean => {
  const { directions, grad, allowance } = tensor;
  const rests = directions.map(({ own, slope }) => innerProduct(candidate, own) - slope);
  const isWithin = rests.every(
    (rest, k) => Math.abs(rest) <= amplification * allowance + directions[k]!.bound,
  );
  const discrepancies = directions.map(({ own, slope }) => innerProduct(grad, own) - slope);
  return isWithin && normOf(rests) <= LARGEST_REST * normOf(discrepancies);
};

/** How many of the entries would show by themselves: evidence for a number that is fitted. */
const supporters = (tensor: TensorAlong, values: Float64Array): number =>
  values.reduce((count, value) => count + (LEAST_COMPONENT * Math.abs(value) > allowed(tensor) ? 1 : 0), 0);

const sign = (tensor: TensorAlong): ExplainedAlong | null => {
  const gradapprox = tensor.grad.map((g) => -g);
  return agrees(tensor, gradapprox) ? { diagnosis: signDiagnosis(tensor.name), gradapprox } : null;
};

/** grad·v = k·slope, k by least squares. */
const scale = (tensor: TensorAlong): ExplainedAlong | null => {
  const { directions, grad } = tensor;
  const own = directions.map((each) => innerProduct(grad, each.own));
  const size = normOf(directions.map(({ slope }) => slope));
  const factor = directions.reduce((sum, { slope }, k) => sum + (own[k]! / size) * (slope / size), 0);
  const gradapprox = grad.map((g) => g / factor);
  if (!agrees(tensor, gradapprox, 1 / Math.abs(factor))) return null;
  const isSupported = supporters(tensor, gradapprox) >= 2;
  const diagnosis = scaleDiagnosis(tensor, { factor, uncertainty: allowed(tensor) / size, isSupported });
  return diagnosis && { diagnosis, gradapprox };
};

/** (grad·v − slope) = c·θ·v, c by least squares. */
const regularization = (tensor: TensorAlong): ExplainedAlong | null => {
  const { directions, grad, theta } = tensor;
  const parts = directions.map(({ own, slope }) => ({
    discrepancy: innerProduct(grad, own) - slope,
    term: innerProduct(theta, own),
  }));
  const size = normOf(parts.map(({ term }) => term));
  const coefficient = parts.reduce(
    (sum, { discrepancy, term }) => sum + (discrepancy / size) * (term / size),
    0,
  );
  const terms = theta.map((parameter) => coefficient * parameter);
  const gradapprox = grad.map((g, i) => g - terms[i]!);
  if (!agrees(tensor, gradapprox)) return null;
  const diagnosis = regularizationDiagnosis(tensor, coefficient, supporters(tensor, terms) >= 2);
  return diagnosis && { diagnosis, gradapprox };
};

/** grad is a transpose of it: the transpose is undone. */
const transposed = (tensor: TensorAlong): ExplainedAlong | null => {
  for (const { axes, values } of transpositionsOf(tensor.grad, tensor.shape, [backwards, forwards]))
    if (agrees(tensor, values)) return { diagnosis: transposedDiagnosis(tensor, axes), gradapprox: values };
  return null;
};

/** In the order of preference of `diagnose`. */
const explanations = [sign, scale, transposed, regularization];

/**
 * The simplest mistake, of those that can be undone entry by entry, after which the gradient agrees with J along every direction. Fresh
 * directions must confirm it: a fitted number takes one of those that it was fitted to.
 */
export const explainAlong = (tensor: TensorAlong): ExplainedAlong | null => {
  for (const explain of explanations) {
    const explained = explain(tensor);
    if (explained) return explained;
  }
  return null;
};
