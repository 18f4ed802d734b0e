import type { Check } from '../contract/check.ts';
import type { Engine, Evaluator } from '../contract/engine.ts';
import { sampleCoordinates } from '../differentiate/control/sample-coordinates.ts';
import { createRandom } from '../numerics/random.ts';
import { relativeDifference } from '../numerics/relative-difference.ts';
import { sumOfSquares } from '../numerics/sum-of-squares.ts';

/** Formula (2) over a sample of coordinates, for one step after the other. */
export interface EpsilonCurve {
  /** How many coordinates were differentiated. */
  readonly coordinates: number;
  /** NaN where J wasn't finite, or threw: a large step leaves the domain of a logarithm. */
  readonly points: readonly { readonly epsilon: number; readonly difference: number }[];
}

/** 10⁻¹ … 10⁻¹²: from where truncation dominates to where round-off does. */
const EPSILONS = Array.from({ length: 12 }, (_, exponent) => Number(`1e-${exponent + 1}`));

/** The size of the sample: enough to represent all coordinates, few enough to cost less than the check of a large vector. */
const [FEWEST, MOST] = [8, 64];

const sampleSize = (coordinates: number): number =>
  Math.min(coordinates, Math.max(FEWEST, Math.min(MOST, Math.round(coordinates / EPSILONS.length))));

/** The sample's gradapprox; NaN each where J throws. Rejects with the signal's reason. */
const gradapproxAt = async (
  evaluator: Evaluator,
  sample: readonly number[],
  epsilon: number,
  signal: AbortSignal | undefined,
): Promise<Float64Array> => {
  const gradapprox = new Float64Array(sample.length);
  try {
    for (const [i, coordinate] of sample.entries()) {
      const shard = { start: coordinate, end: coordinate + 1 };
      const { values } = await evaluator.derivatives(shard, epsilon, signal);
      gradapprox[i] = values[0]!;
    }
    return gradapprox;
  } catch {
    signal?.throwIfAborted();
    return gradapprox.fill(NaN);
  }
};

/**
 * How the difference of the textbook method depends on the step: it falls with ε² while truncation dominates and rises with 1/ε where
 * round-off does; that of a wrong gradient does neither.
 *
 * @param check The problem, and the gradient that is to be proved right. Of many coordinates a sample is differentiated.
 * @param options `engine`: what evaluates J; `seed`: draws the sample; `signal`: ends it early.
 * @returns The difference at ε = 10⁻¹ … 10⁻¹².
 * @throws InputError when the engine can't do the problem; the signal's reason. Where J throws the difference is NaN.
 * @example
 * ```ts
 * import { createFunctionEngine, differenceOverEpsilon, type Problem } from '@gradproof/core';
 * import { layoutOf } from '@gradproof/flatteners';
 *
 * const problem: Problem = {
 *   kind: 'function',
 *   layout: layoutOf([{ name: 'x', shape: [] }]),
 *   theta: Float64Array.of(1),
 *   cost: (theta) => theta.reduce((sum, x) => sum + Math.exp(x), 0),
 * };
 * const check = { problem, grad: Float64Array.of(Math.E) };
 * const { points } = await differenceOverEpsilon(check, { engine: createFunctionEngine(), seed: 0 });
 * const best = points.reduce((least, point) => (point.difference < least.difference ? point : least));
 * console.log(points.length, best.epsilon > 1e-8, best.epsilon < 1e-3); // 12 true true
 * ```
 */
export const differenceOverEpsilon = async (
  { problem, grad }: Pick<Check, 'problem' | 'grad'>,
  { engine, seed, signal }: { readonly engine: Engine; readonly seed: number; readonly signal?: AbortSignal },
): Promise<EpsilonCurve> => {
  const { layout } = problem;
  const sample = sampleCoordinates(layout, sampleSize(layout.size), createRandom(seed));
  const claimed = Float64Array.from(sample, (coordinate) => grad[coordinate]!);
  const evaluator = await engine.prepare(problem, 'textbook');
  try {
    const points: { epsilon: number; difference: number }[] = [];
    for (const epsilon of EPSILONS) {
      const gradapprox = await gradapproxAt(evaluator, sample, epsilon, signal);
      const difference = relativeDifference({
        grad: sumOfSquares(claimed),
        gradapprox: sumOfSquares(gradapprox),
        residual: sumOfSquares(claimed.map((g, i) => g - gradapprox[i]!)),
      });
      points.push({ epsilon, difference });
    }
    return { coordinates: sample.length, points };
  } finally {
    await evaluator.dispose();
  }
};
