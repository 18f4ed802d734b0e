import { createAdaptiveDifferentiation, createRandom, examineCost } from '@gradproof/core/testing';
import { layoutOf } from '@gradproof/flatteners';
import type { KnownFunction } from './known-function.ts';

/** A derivative that was found, beside the known one. */
export interface CalibratedEntry {
  readonly error: number;
  readonly bound: number;
  /** |∂J/∂θᵢ|, as known. */
  readonly size: number;
}

/** A function's entries, at one point. */
export interface Calibration {
  readonly known: KnownFunction;
  readonly theta: Float64Array;
  readonly entries: readonly CalibratedEntry[];
  /** Evaluations of J a coordinate, beside those for its noise. */
  readonly evaluations: number;
  /** Where no derivative was claimed: a kink or jump that the noise feigned, or no smooth step. */
  readonly unclaimed: number;
}

/** How far a parameter is moved from the given point, relatively: another point of the same function for each seed. */
const JITTER = 0.01;

/** The function's point for a seed; the given one for seed 0. */
export const pointOf = ({ theta }: KnownFunction, seed: number): Float64Array => {
  const random = createRandom(seed);
  return Float64Array.from(theta, (value) =>
    seed === 0 ? value : value * (1 + JITTER * (2 * random() - 1)),
  );
};

/** Differentiates the function as a check does, and compares each entry and its bound with the known derivative. */
export const calibrate = async (known: KnownFunction, seed: number): Promise<Calibration> => {
  const theta = pointOf(known, seed);
  const layout = layoutOf([{ name: 'theta', shape: [theta.length] }]);
  const problem = { kind: 'function' as const, layout, theta, cost: known.cost };
  const behaviour = await examineCost(problem, { seed, lines: 4 });
  const differentiation = createAdaptiveDifferentiation(problem, behaviour);
  const shard = { start: 0, end: theta.length };
  const { values, errorBound, kinks, search, evaluations } = await differentiation.coordinates(shard);
  const gradient = known.gradient(theta);
  const unclaimed = new Set([
    ...kinks.oneSided.map(({ coordinate }) => coordinate),
    ...(search?.rough ?? []),
  ]);
  const entries = Array.from(values, (value, i) => ({
    error: Math.abs(value - gradient[i]!),
    bound: errorBound![i]!,
    size: Math.abs(gradient[i]!),
  })).filter((_, i) => !unclaimed.has(i));
  return { known, theta, entries, evaluations: evaluations / theta.length, unclaimed: unclaimed.size };
};

/** How well the bounds hold. */
export interface Score {
  readonly entries: number;
  /** The part of errors within their bounds. */
  readonly covered: number;
  /** Median of bound over error, where the error isn't 0. */
  readonly median: number;
  /** Median of bound over |derivative|. */
  readonly relative: number;
  /** Mean evaluations of J a coordinate. */
  readonly evaluations: number;
  readonly unclaimed: number;
}

const medianOf = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[values.length >> 1] ?? NaN;

/** The score of all these calibrations' entries together. */
export const scoreOf = (calibrations: readonly Calibration[]): Score => {
  const entries = calibrations.flatMap((calibration) => calibration.entries);
  const coordinates = calibrations.reduce((sum, { theta }) => sum + theta.length, 0);
  return {
    entries: entries.length,
    covered: entries.filter(({ error, bound }) => error <= bound).length / entries.length,
    median: medianOf(entries.filter(({ error }) => error > 0).map(({ error, bound }) => bound / error)),
    relative: medianOf(entries.filter(({ size }) => size > 0).map(({ bound, size }) => bound / size)),
    evaluations:
      calibrations.reduce((sum, { evaluations, theta }) => sum + evaluations * theta.length, 0) / coordinates,
    unclaimed: calibrations.reduce((sum, { unclaimed }) => sum + unclaimed, 0),
  };
};
