import { normOf } from '../../numerics/vectors.ts';
import { spreadOf, unexplainedPart } from './coincidence.ts';
import type { LayerPlace } from './layer-place.ts';

/** What is given of a tensor whose gradient is incorrect. */
export interface GivenTensor {
  readonly name: string;
  readonly shape: readonly number[];
  /** Its own part, [size], of a vector over all parameters, [P]. */
  readonly partOf: (vector: Float64Array) => Float64Array;
  /** The parameter, [size], row-major. */
  readonly theta: Float64Array;
  /** Its gradient as it was given, [size]. */
  readonly grad: Float64Array;
  /** The numerical gradient, [size]. */
  readonly gradapprox: Float64Array;
  /** ‖error of gradapprox‖, at the most. */
  readonly error: number;
  /** The largest difference that is called correct. */
  readonly threshold: number;
  /** Where in a layered network it is; null for a function's. */
  readonly place: LayerPlace | null;
  /** Factors that were found on other tensors of the same gradient: one that several tensors have is no coincidence. */
  readonly factors?: readonly number[];
  /** All tensors of the gradient; absent where not every entry of the numerical gradient is known. */
  readonly together?: Together | undefined;
}

/** A tensor whose gradient is incorrect, with what its diagnosis is based on. */
export interface SuspectTensor extends GivenTensor {
  /** grad − gradapprox. */
  readonly residual: Float64Array;
  readonly norms: { readonly grad: number; readonly gradapprox: number; readonly residual: number };
}

/** Both gradients of a tensor beside the one that is diagnosed. */
export interface GradientPart {
  readonly name: string;
  /** [size], row-major. */
  readonly grad: Float64Array;
  readonly gradapprox: Float64Array;
  /** Whether its gradient is incorrect. */
  readonly isWrong: boolean;
  /** Whether it is known to be right; a tensor that is neither shows nothing. */
  readonly isRight: boolean;
  /** ‖error of gradapprox‖, at the most. */
  readonly error: number;
}

/** All tensors of a gradient, for mistakes that concern more than one of them. */
export interface Together {
  /** In the layout's order. */
  readonly parts: readonly GradientPart[];
  /** All of them as if they were one tensor, [P]. */
  readonly whole: () => SuspectTensor;
}

/** Adds what every explanation compares with. */
export const suspectTensor = (given: GivenTensor): SuspectTensor => {
  const { grad, gradapprox } = given;
  const residual = grad.map((g, i) => g - gradapprox[i]!);
  const norms = { grad: normOf(grad), gradapprox: normOf(gradapprox), residual: normOf(residual) };
  return { ...given, residual, norms };
};

/** Whether all entries of the tensor are there, not a sample of them. */
export const isWhole = ({ shape, grad }: SuspectTensor): boolean =>
  shape.reduce((size, length) => size * length, 1) === grad.length;

/** A larger threshold doesn't distinguish explanations: at most this one is taken. */
const LARGEST_THRESHOLD = 1e-2;

/** The largest part of the residual that an explanation may leave, however large the numerical error is. */
const LARGEST_UNEXPLAINED = 0.1;

/**
 * The largest ‖grad − explained‖ at which `explained` still explains grad: what the verdict allows a right gradient. `amplification`:
 * by how much the explanation enlarges the error of gradapprox.
 */
export const allowedResidual = (
  { norms, error, threshold }: SuspectTensor,
  explainedNorm: number,
  amplification = 1,
): number => {
  const allowed =
    Math.min(threshold, LARGEST_THRESHOLD) * (norms.grad + explainedNorm) + amplification * error;
  return Math.min(allowed, LARGEST_UNEXPLAINED * norms.residual);
};

/** Whether grad is `explained` but for the error that the verdict allows a right gradient, and that is no coincidence. NaN explains nothing. */
export const explains = (tensor: SuspectTensor, explained: Float64Array, amplification = 1): boolean => {
  const { grad, residual, norms } = tensor;
  const allowed = Math.min(
    allowedResidual(tensor, normOf(explained), amplification),
    unexplainedPart(spreadOf(residual)) * norms.residual,
  );
  let sum = 0; // of squares, in units of what is allowed
  for (let i = 0; i < grad.length && sum <= 1; i++) sum += ((grad[i]! - explained[i]!) / allowed) ** 2;
  return sum <= 1;
};

/** A relative residual up to this is that of float32: its rounding of 2⁻²⁴ ≈ 6e-8, with room for long sums. */
const NEARLY = 1e-5;

/** Whether a residual is no more than float32's rounding: only digits are missing, no term and no layer. */
export const isNearlyNothing = (residual: number, gradapprox: number): boolean =>
  Math.abs(residual) <= NEARLY * Math.abs(gradapprox);

/** Whether the whole tensor's residual is. */
export const isNearlyRight = ({ norms }: SuspectTensor): boolean =>
  isNearlyNothing(norms.residual, norms.gradapprox);

/** Whether grad and gradapprox have the same norm, as they must where grad holds the same entries in other places. */
export const isRearranged = (tensor: SuspectTensor): boolean => {
  const { grad, gradapprox } = tensor.norms;
  return Math.abs(grad - gradapprox) <= allowedResidual(tensor, gradapprox);
};

/** How many entries are wrong by more than a right tensor may be as a whole. */
export const wrongEntries = (tensor: SuspectTensor): number => {
  const allowed = allowedResidual(tensor, tensor.norms.gradapprox);
  return tensor.residual.reduce((count, residual) => count + (Math.abs(residual) <= allowed ? 0 : 1), 0);
};

/** How many entries are so large that the explanation would fail without them: evidence for a fitted number. */
export const weightyEntries = (tensor: SuspectTensor, explained: Float64Array, amplification = 1): number => {
  const allowed = allowedResidual(tensor, normOf(explained), amplification);
  return explained.reduce((count, value) => count + (Math.abs(value) > allowed ? 1 : 0), 0);
};
