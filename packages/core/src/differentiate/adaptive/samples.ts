import type { Asking, Line } from '../../contract/line.ts';
import { ROUNDING_DEVIATION } from '../../numerics/round-off.ts';
import { levelOf, offsetOf } from './ladder.ts';

/** σ relative to the size of J from which on φ's values are averaged: a search that evaluates ten points then leaves 10⁻⁸ and more of the slope undecided. */
const NOISY = 1e-10;

/** Whether J's noise is so large that values are averaged. */
export const isNoisy = ({ sigma, size }: Pick<Line, 'sigma' | 'size'>): boolean => sigma > NOISY * size;

/** Bits of a float32 number. */
const SINGLE_BITS = 24;

/** Rounding of θᵢ, relative: to float64; to float32 where θᵢ is no such number; and a quarter of it where it is, as its steps then are. */
const MOVED = { double: 2 ** -52, single: 2 ** -24, aligned: 2 ** -26 };

/** φ(t) and φ(−t). */
export interface Pair {
  /** t. */
  readonly offset: number;
  readonly plus: number;
  readonly minus: number;
  /** D(t) = (φ(t) − φ(−t))/2t. */
  readonly slope: number;
  /** S(t) = φ(t) − 2φ(0) + φ(−t). */
  readonly second: number;
}

/** Levels from the shortest to the longest rung. */
export interface Range {
  readonly bottom: number;
  readonly top: number;
}

/** φ as far as it has been evaluated: on rungs, and on pairs beside them. */
export class Samples {
  readonly line: Line;
  readonly rungs = new Map<number, Pair>();
  readonly #others: Pair[] = [];
  /** How far rounding may move a point along the line. */
  readonly rounding: number;
  /** The noise of φ: of J, or what turns out to be more along this line. */
  sigma: number;
  noisy: boolean;
  evaluations = 0;
  /** Whether φ was seen to have kinks where noise doesn't hide them. */
  bends = false;
  /** Whether σ is that of values on a grid. */
  onStairs = false;
  /** The levels that were scanned for a fit. */
  range: Range | null = null;

  constructor(line: Line) {
    this.line = line;
    this.sigma = line.sigma;
    this.noisy = isNoisy(line);
    this.rounding = roundingOf(line);
  }

  /** Asks for φ at ±t for each of the offsets, which may be rounded to what the parameter can move by. */
  *pairs(offsets: readonly number[]): Asking<Pair[]> {
    if (offsets.length === 0) return [];
    const taken = offsets.map((offset) => alignedTo(this.line, offset));
    const values = yield taken.flatMap((offset) => [offset, -offset]);
    this.evaluations += values.length;
    return taken.map((offset, k) => pairOf(this.line.cost, offset, values[2 * k]!, values[2 * k + 1]!));
  }

  /** The rungs at these levels; asks for those that are missing. */
  *climb(levels: readonly number[]): Asking<Pair[]> {
    const missing = levels.filter((level) => !this.rungs.has(level));
    const pairs = yield* this.pairs(missing.map(offsetOf));
    missing.forEach((level, k) => this.rungs.set(level, pairs[k]!));
    return levels.map((level) => this.rungs.get(level)!);
  }

  /** The rung at a level. */
  *rung(level: number): Asking<Pair> {
    return (yield* this.climb([level]))[0]!;
  }

  /** Pairs beside the rungs. */
  *add(offsets: readonly number[]): Asking<Pair[]> {
    const pairs = yield* this.pairs(offsets);
    this.#others.push(...pairs);
    return pairs;
  }

  /** All pairs from `least`·h to h at which φ is finite. */
  within(h: number, least: number): Pair[] {
    const isWithin = ({ offset }: Pair) => offset <= h * (1 + HAIR) && offset >= h * least;
    return [...this.rungs.values(), ...this.#others].filter((pair) => isWithin(pair) && isFinitePair(pair));
  }
}

/** What rounding an offset to float32 numbers may move the one at h itself by. */
const HAIR = 1e-4;

/** Whether φ is finite on both sides. */
export const isFinitePair = ({ plus, minus }: Pair): boolean =>
  Number.isFinite(plus) && Number.isFinite(minus);

/** The noise of φ at these pairs: as measured, and at least what rounding larger values makes; of subnormal ones about MIN_VALUE. */
export const noiseAt = ({ sigma }: Samples, pairs: readonly Pair[]): number =>
  pairs.reduce(
    (most, { plus, minus }) =>
      Math.max(most, ROUNDING_DEVIATION * Math.abs(plus), ROUNDING_DEVIATION * Math.abs(minus)),
    Math.max(sigma, Number.MIN_VALUE),
  );

const pairOf = (cost: number, offset: number, plus: number, minus: number): Pair => ({
  offset,
  plus,
  minus,
  slope: (plus - minus) / (2 * offset),
  second: plus - 2 * cost + minus,
});

const roundingOf = ({ at, single }: Line): number => {
  if (at === null) return 0; // rounding of points is in σ: its lines move every parameter
  if (!single) return MOVED.double * Math.abs(at);
  return (Math.fround(at) === at ? MOVED.aligned : MOVED.single) * Math.abs(at);
};

/** The offset next to t that leads from a float32 number to float32 numbers on both sides, where J sees no others. */
const alignedTo = ({ at, single }: Line, offset: number): number => {
  if (!single || at === null) return offset;
  const unit = 2 ** (levelOf(Math.max(Math.abs(at), offset)) + 2 - SINGLE_BITS);
  return Math.max(1, Math.round(offset / unit)) * unit;
};
