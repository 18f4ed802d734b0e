import { untilAborted } from '../../async/until-aborted.ts';
import { UNIT_ROUND_OFF } from '../../numerics/round-off.ts';
import { largestOf } from '../../numerics/vectors.ts';

/** What computes the claimed gradient at any θ. */
export type GradientAt = (theta: Float64Array) => Float64Array | Promise<Float64Array>;

/** How far two answers of a gradient at the same θ are apart. */
export interface GradientSpread {
  /** The largest difference of an entry. */
  readonly spread: number;
  /** The largest entry of the first answer. */
  readonly largest: number;
  /** How many entries differ by more than rounding. */
  readonly entries: number;
}

/** The same sums in another order, as threads add them, differ by a few units of rounding of the largest entry: 64u, as a term of a derivative. */
const REPEATED = 64 * UNIT_ROUND_OFF;

/**
 * Asks for the gradient once more where it was asked for before.
 *
 * @param gradientAt The gradient as a function.
 * @param theta θ, [P]; a copy is handed out.
 * @param grad Its first answer, [P].
 * @param signal Ends waiting for it.
 * @returns `again`: the second answer, null where it threw or isn't all finite; `varies`: how far apart the two are, null where they agree to rounding.
 * @throws The signal's reason.
 */
export const measureRepeat = async (
  gradientAt: GradientAt,
  theta: Float64Array,
  grad: Float64Array,
  signal?: AbortSignal,
): Promise<{ readonly again: Float64Array | null; readonly varies: GradientSpread | null }> => {
  const again = await gradientOrNull(gradientAt, theta.slice(), signal);
  if (again === null || !grad.every(Number.isFinite)) return { again, varies: null };
  const largest = largestOf(grad);
  const differences = again.map((g, i) => Math.abs(g - grad[i]!));
  const entries = differences.filter((difference) => difference > REPEATED * largest).length;
  return { again, varies: entries === 0 ? null : { spread: largestOf(differences), largest, entries } };
};

/** The gradient at a point, null for no answer: it throws, or isn't finite there. Throws the signal's reason. */
export const gradientOrNull = async (
  gradientAt: GradientAt,
  point: Float64Array,
  signal: AbortSignal | undefined,
): Promise<Float64Array | null> => {
  try {
    const answer = await untilAborted(Promise.resolve(gradientAt(point)), signal);
    return answer.length === point.length && answer.every(Number.isFinite) ? answer.slice() : null;
  } catch {
    signal?.throwIfAborted();
    return null;
  }
};
