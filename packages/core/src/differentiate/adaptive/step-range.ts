import { ROUNDING_DEVIATION } from '../../numerics/round-off.ts';
import { levelOf } from './ladder.ts';
import type { Reading } from './reading.ts';
import type { Samples } from './samples.ts';

/** A fourth-order difference is best near (σ/|J|)^(1/5) times the length that J bends along; times this for its constants. */
const BEST_STEP = 2.4;

/** The first step at the most and at the least, in levels (powers of two) of the length. */
const LONGEST = -4;
const SHORTEST = -14;

/** Where it may grow to when an error is needed by itself, in levels of `reach`. */
const LONGEST_NEEDED = -2;

/** Levels below the scale at which a search ends: 2⁻⁵⁰ of it moves it by a few units of rounding. */
const DEPTH = 50;

/** The same of a parameter that is 0: it may bend J at a scale of its own, and no rounding keeps a step from it. */
const DEPTH_AT_ZERO = 100;

/** Levels of the lowest rung above what rounding moves a point by: the longest of three rungs is off by 2⁻⁹ then. */
const ABOVE_ROUNDING = { precise: 6, noisy: 7 };

/** The lowest rung where nothing is rounded: 2⁻¹⁰⁷⁴ is the least number, with room for the bits of a rung. */
const LEAST_LEVEL = -1070;

/** Truncation falls as t⁴, noise grows as 1/t. */
const ORDER = 5;

/** The level of the first step: where truncation and noise are expected to balance, on the length that J may bend along. */
export const firstLevelOf = ({ line, noisy }: Samples, relativeNoise: number): number => {
  const best = levelOf(BEST_STEP * relativeNoise ** (1 / ORDER));
  return levelOf(noisy ? line.reach : line.scale) + Math.min(LONGEST, Math.max(SHORTEST, best));
};

/** The highest level that steps may grow to from these. */
export const ceilingOf = ({ line }: Samples, first: number, begun: number): number =>
  Math.max(first, levelOf(line.reach) + (line.needed === undefined ? LONGEST : LONGEST_NEEDED), begun);

/** The lowest level on the line. */
export const lowestOf = ({ line, noisy, rounding }: Samples): number => {
  const ofRounding = levelOf(rounding) + ABOVE_ROUNDING[noisy ? 'noisy' : 'precise'];
  return Math.max(
    levelOf(line.scale) - (line.at === 0 ? DEPTH_AT_ZERO : DEPTH),
    rounding > 0 ? ofRounding : LEAST_LEVEL,
  );
};

/** σ relative to J, where that says something. */
export const relativeNoiseOf = ({ sigma, line: { size } }: Samples): number =>
  size === 0 ? Number.EPSILON : Math.min(1, Math.max(ROUNDING_DEVIATION, sigma / size));

/** How many levels shorter a step balances truncation (∝ t⁴) and noise (∝ 1/t). */
export const levelsToBalance = ({ truncation, noise }: Reading): number =>
  Math.max(1, Math.round(Math.log2(truncation / noise) / ORDER) || 1);
