import type { Derivatives } from '../contract/engine.ts';
import type { OneSided } from '../contract/one-sided.ts';
import type { Shard } from '../contract/shards.ts';
import { SEARCHED_BOUNDS } from '../numerics/safety-factors.ts';
import { stepRounding } from '../numerics/step-rounding.ts';

/** Both gradients over a shard, entry by entry; each [end − start]. */
export interface Comparison {
  readonly grad: Float64Array;
  /** The numerical gradient a; at a kink the point between both slopes that is nearest to grad. NaN where it can't be had. */
  readonly gradapprox: Float64Array;
  /** r = grad − gradapprox. */
  readonly residual: Float64Array;
  /** e: how far gradapprox may be off. Infinity where it can't be had. */
  readonly error: Float64Array;
  /** The same where the entry stands at a kink or crosses one; 0 elsewhere. */
  readonly kinkError: Float64Array;
  /** (|r| − e)₊. */
  readonly beyond: Float64Array;
}

/** What a comparison needs beside the derivatives. */
export interface Compared {
  readonly shard: Shard;
  /** θ and the gradient of all parameters, [P]. */
  readonly theta: Float64Array;
  readonly grad: Float64Array;
  /** ε. */
  readonly epsilon: number;
}

/** Compares the gradient with derivatives of J over the shard. */
export const comparisonOf = (
  derivatives: Derivatives,
  { shard, theta, grad: whole, epsilon }: Compared,
): Comparison => {
  const { start, end } = shard;
  const grad = whole.subarray(start, end);
  const gradapprox = nearestGradapprox(derivatives, shard, grad);
  const kinkError = kinkErrorOf(derivatives, shard);
  const own = ownError(derivatives, theta.subarray(start, end), gradapprox, epsilon);
  const error = own.map((e, i) => (Number.isFinite(gradapprox[i]) ? e + kinkError[i]! : Infinity));
  const residual = grad.map((g, i) => g - gradapprox[i]!);
  const beyond = residual.map((r, i) => (error[i] === Infinity ? 0 : Math.max(0, Math.abs(r) - error[i]!)));
  const ofKinks = kinkError.map((e, i) => (e > 0 ? error[i]! : 0));
  return { grad, gradapprox, residual, error, kinkError: ofKinks, beyond };
};

/** The derivatives; at a kink the point of the interval of both slopes that lies nearest to the gradient. NaN where one is NaN. */
const nearestGradapprox = (
  { values, kinks }: Derivatives,
  { start }: Shard,
  grad: Float64Array,
): Float64Array => {
  const gradapprox = Float64Array.from(values);
  for (const { coordinate, lower, upper } of kinks.oneSided) {
    const at = coordinate - start;
    gradapprox[at] = Math.min(Math.max(grad[at]!, lower.slope), upper.slope);
  }
  return gradapprox;
};

/** Twice the bound of a step that was searched, since one error in a thousand exceeds it (npm run calibrate); else the bound itself. */
const boundsTaken = ({ search }: Derivatives): number => (search ? SEARCHED_BOUNDS : 1);

/** What an entry's own bound says; of a step that is given, what the rounding of θ ± ε does. */
const ownError = (
  derivatives: Derivatives,
  theta: Float64Array,
  gradapprox: Float64Array,
  epsilon: number,
): Float64Array => {
  const { errorBound } = derivatives;
  const taken = boundsTaken(derivatives);
  if (errorBound) return errorBound.map((bound) => taken * bound);
  return stepRounding(theta, gradapprox, epsilon).map(Math.abs);
};

/** What a kink adds: the larger of both slopes' bounds; half of the change of slope where a step crosses one. */
const kinkErrorOf = (derivatives: Derivatives, { start }: Shard): Float64Array => {
  const { kinks, halfJumps, values } = derivatives;
  const errors = new Float64Array(values.length);
  if (!kinks.resolved)
    for (const coordinate of kinks.coordinates)
      errors[coordinate - start] = halfJumps?.[coordinate - start] ?? Infinity;
  for (const sides of kinks.oneSided)
    errors[sides.coordinate - start]! += boundsTaken(derivatives) * largerBound(sides);
  return errors;
};

const largerBound = ({ lower, upper }: OneSided): number => Math.max(lower.bound, upper.bound);
