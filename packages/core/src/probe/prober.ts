import { PROBES } from '../contract/coverage.ts';
import { CLAIM_DEVIATIONS, DEVIATIONS_OF_999, ENTRY_DEVIATIONS } from '../numerics/deviations.ts';
import {
  embed,
  innerProduct,
  LEAST_COMPONENT,
  randomDirection,
  ROOT_MEAN_SQUARE,
} from '../numerics/direction.ts';
import { CLEARLY } from '../numerics/safety-factors.ts';
import { exactNorm, norm, sumOfSquares } from '../numerics/sum-of-squares.ts';
import type { Discrepancy, FoundEntry } from './find-entries.ts';
import { wrongEntry } from './judge-entry.ts';
import type { ProbedSlope } from './slopes.ts';
import type { FoundKink, TensorProbe } from './tensor-probe.ts';

/** An error as large as this part of the tensor's root mean square, in one entry, shall be seen. */
const ENTRY_ERROR = 0.01;

/** A discrepancy that an error within the threshold makes along a random direction: its norm times this, with 99.9 %. */
const ALLOWANCE = DEVIATIONS_OF_999 * ROOT_MEAN_SQUARE;

/** A direction within the tensor, [size], and D_v J along it. */
export interface Measured {
  readonly direction: Float64Array;
  readonly slope: ProbedSlope;
}

/** What probing a tensor is made of. Entries that are found wrong are kept, and repaired in the gradient. */
export interface Prober {
  /** The tensor's own part of the gradient, [size], as it is repaired. */
  readonly gradient: Float64Array;
  /** A bound of slopes that is small enough. */
  readonly needed: number;
  /** A discrepancy that an error within the threshold makes, and the rounding of a right claim. */
  readonly allowance: number;
  /** What of the allowance the rounding of a right claim makes: it may hide as much. */
  readonly claimAllowance: number;
  /** What of a coordinate's entry is no mistake: an error within the threshold, and the rounding of a right claim. */
  readonly toleratedAt: (coordinate: number) => number;
  readonly wrongEntries: readonly FoundEntry[];
  /** Coordinates looked at by themselves. */
  readonly alone: ReadonlySet<number>;
  readonly kinks: ReadonlyMap<number, FoundKink>;
  /** PROBES fresh directions. */
  readonly measureAll: () => Promise<Measured[]>;
  readonly measure: () => Promise<Measured>;
  readonly discrepancyOf: (measured: Measured) => Discrepancy;
  /** Whether the gradient is wrong along the direction. NaN fails. */
  readonly isFailing: (measured: Measured) => boolean;
  /** Differentiates one coordinate, and takes its entry for wrong where it is. `given`: its gradient, where that has been repaired. */
  readonly judgeAlone: (coordinate: number, given?: number) => Promise<FoundEntry | null>;
  readonly take: (entry: FoundEntry) => void;
  /** Leaves the coordinate out of all further directions. */
  readonly leaveOut: (kink: FoundKink) => void;
}

/** Nothing is measured yet. */
export const createProber = ({
  slopes,
  grad,
  tensor,
  family,
  tolerated,
  rounding,
  random,
}: TensorProbe): Prober => {
  const gradient = grad.subarray(tensor.start, tensor.end);
  const needed =
    (ENTRY_ERROR * LEAST_COMPONENT * norm(sumOfSquares(gradient))) / Math.sqrt(gradient.length) / CLEARLY;
  const claimAllowance = CLAIM_DEVIATIONS * ROOT_MEAN_SQUARE * exactNorm(rounding);
  const allowance = ALLOWANCE * tolerated + claimAllowance;
  const wrongEntries: FoundEntry[] = [];
  const kinks = new Map<number, FoundKink>();
  const alone = new Set<number>();

  const toleratedAt = (coordinate: number) =>
    tolerated + ENTRY_DEVIATIONS * rounding[coordinate - tensor.start]!;
  const measure = async (): Promise<Measured> => {
    const direction = randomDirection(tensor, random, new Set(kinks.keys()));
    const slope = await slopes.along(embed(grad.length, tensor, direction, tensor), needed, family);
    return { direction: direction, slope };
  };
  const discrepancyOf = (measured: Measured): Discrepancy => ({
    value: innerProduct(gradient, measured.direction) - measured.slope.slope,
    bound: measured.slope.bound,
  });
  const take = (entry: FoundEntry): void => {
    wrongEntries.push(entry);
    grad[entry.coordinate] = entry.gradapprox;
  };
  return {
    gradient,
    needed,
    allowance,
    claimAllowance,
    toleratedAt,
    wrongEntries,
    alone,
    kinks,
    measure,
    discrepancyOf,
    take,
    measureAll: async () => {
      const probes: Measured[] = [];
      while (probes.length < PROBES) probes.push(await measure());
      return probes;
    },
    isFailing: (measured) => {
      const { value, bound } = discrepancyOf(measured);
      return !(Math.abs(value) <= bound + allowance);
    },
    judgeAlone: async (coordinate, given = grad[coordinate]!) => {
      alone.add(coordinate);
      const [slope] = await slopes.each({ start: coordinate, end: coordinate + 1 }, needed);
      const entry = slope ? wrongEntry({ coordinate, grad: given }, slope, toleratedAt(coordinate)) : null;
      if (entry) take(entry);
      return entry;
    },
    leaveOut: (kink) => {
      alone.add(kink.coordinate);
      kinks.set(kink.coordinate, kink);
    },
  };
};
