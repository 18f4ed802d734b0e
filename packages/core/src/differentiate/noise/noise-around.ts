import { noiseOfTable } from '../../numerics/difference-table.ts';
import { scaledDirection } from '../../numerics/direction.ts';
import { gridOf } from '../../numerics/grid-of.ts';
import { pointOn } from '../../numerics/point-on.ts';
import { createRandom, type Random } from '../../numerics/random.ts';
import { ROUNDING_DEVIATION, roundingDeviation } from '../../numerics/round-off.ts';
import type { CostNoise } from './noise-of-cost.ts';

/** Points on a line; Moré and Wild find 6 to 8 enough. */
const POINTS = 8;

/** Spacings along a line, relative to each parameter's scale. */
const SPACINGS = [2 ** -41, 2 ** -34, 2 ** -27];

/**
 * Roundings inside J, as to float32, are stairs: on short lines few of them are passed, and what they leave grows with the spacing until all are.
 * The spacing grows 2⁷ times, and so do the steps that a table of few values sees where high stairs come to low ones: no noise grows more than
 * by both. A kink, pole or wave that lines come to cross makes far more of J's rounding; where it doesn't, J is still precise (2¹⁴ of its roundings).
 */
const WALK = 2 ** 14;

/** Directions of single parameters that are tried for each line: half of them lead out of the domain where every parameter is at its edge. */
const SINGLE = 4;

/** The next longer ones where values stay the same (float32 inside, few digits). */
const LONGER = [2 ** -20, 2 ** -13, 2 ** -7];

/** The shortest first step of a search, relative to the scales: J is as large as what it changes by over that, where it is about 0 at θ. */
const SHORTEST_STEP = 2 ** -14;

/** Shorter ones yet, taken where J seems to scatter by more than this part of itself: a pole or an edge may be so near that the lines cross it. */
const SHORTER = 2 ** -48;
const SUSPICIOUS = 1e-4;

/** A J that scatters by fewer roundings than this needs no second look. */
const FEW = 64;

/** J(θ) where it is known, and how it is evaluated at several points. */
export interface CostAround {
  readonly costs: (thetas: readonly Float64Array[]) => Promise<ArrayLike<number>>;
  readonly theta: Float64Array;
  /** J(θ). */
  readonly cost: number;
  /** A length for each parameter. */
  readonly scales: Float64Array;
}

/** The noise of J, and what it is made of. */
export interface NoiseAround extends CostNoise {
  /** Whether J rounds its parameters to float32: its values are the same on lines of 2⁻²⁷ of the scales. */
  readonly single: boolean;
  /** How large J's values are: |J(θ)|, or what it changes by over a short step where that is more. */
  readonly size: number;
  /** Whether values stayed the same on most lines, however long: they say nothing of J's noise then. */
  readonly isStill: boolean;
}

/**
 * How far J's computed values scatter around θ, whatever step is taken later: estimated from J itself (Moré and Wild 2011) on seeded
 * lines at several spacings. Of one spacing the largest of the lines' estimates: values rounded to a grid may by chance seem smooth on one
 * of them. Of the spacings the longest on which they don't show more than noise.
 */
export const noiseAround = async (
  around: CostAround,
  { seed, lines }: { readonly seed: number; readonly lines: number },
): Promise<NoiseAround> => {
  const { scales, cost } = around;
  const random = createRandom(seed);
  const anywhere = Array.from({ length: lines }, () => scaledDirection(scales, random));
  const { directions, evaluations: before } = await directionsInside(around, anywhere, random);
  let evaluations = before;
  const lookAt = async (spacing: number): Promise<Look> => {
    evaluations += directions.length * POINTS;
    return lookOf(await valuesOnLines(around, directions, spacing), spacing);
  };
  const { sigma, change, single, isStill } = await noiseBySpacing(lookAt, cost);
  const shorter = sigma > SUSPICIOUS * Math.abs(cost) ? await lookAt(SHORTER) : null;
  const isFeigned = shorter !== null && !shorter.isTooShort && sigma > WALK * (shorter.sigma ?? Infinity);
  return {
    cost,
    sigma: Math.max(isFeigned ? shorter.sigma! : sigma, ROUNDING_DEVIATION * Math.abs(cost)),
    evaluations,
    single,
    size: Math.max(Math.abs(cost), change),
    isStill,
  };
};

/** The noise at the longest spacing on which the lines don't show more than noise; where all are too short, what the last of them show. */
const noiseBySpacing = async (lookAt: (spacing: number) => Promise<Look>, cost: number) => {
  const rounding = ROUNDING_DEVIATION * Math.abs(cost);
  let [sigma, short, change, single] = [null as number | null, 0, 0, false];
  for (const spacing of [...SPACINGS, ...LONGER]) {
    const found = await lookAt(spacing);
    const isShort = spacing < LONGER[0]!;
    const isLong = spacing >= SPACINGS.at(-1)!;
    if (found.isTooShort) {
      single ||= isLong;
      short = found.sigma ?? short;
    }
    if ((isShort && found.isTooShort) || found.sigma === null) continue; // on longer lines values are the same by chance where J has few digits
    if (sigma !== null && found.sigma > WALK * Math.max(sigma, rounding)) break;
    ({ sigma, change } = { sigma: found.sigma, change: found.change });
    if (isLong || sigma < FEW * rounding) break;
  }
  return { sigma: sigma ?? short, change, single, isStill: sigma === null };
};

/** By how much J changes from point to point, the mean over a line; the largest of the lines. */
const changeOn = (lines: readonly Float64Array[]): number =>
  lines.reduce(
    (most, values) => Math.max(most, Math.abs(values[POINTS - 1]! - values[0]!) / (POINTS - 1) || 0),
    0,
  );

/**
 * The directions, where J is finite at the end of one of them; else directions of single parameters in which it is: where many parameters stand
 * at the edge of J's domain, none that moves all of them stays within it.
 */
const directionsInside = async (
  { costs, theta, scales }: CostAround,
  directions: Float64Array[],
  random: Random,
): Promise<{ readonly directions: readonly Float64Array[]; readonly evaluations: number }> => {
  const ends = (some: readonly Float64Array[]) =>
    costs(some.map((direction) => pointOn(theta, direction, POINTS * SPACINGS.at(-1)!)));
  const first = Array.from(await ends(directions));
  if (first.some(Number.isFinite) || theta.length === 0) return { directions, evaluations: first.length };
  const single = Array.from({ length: SINGLE * directions.length }, () => {
    const i = Math.floor(random() * theta.length);
    return new Float64Array(theta.length).fill(random() < 0.5 ? -scales[i]! : scales[i]!, i, i + 1);
  });
  const second = await ends(single);
  const within = single.filter((_, k) => Number.isFinite(second[k]!)).slice(0, directions.length);
  return { directions: within, evaluations: first.length + single.length };
};

/** J on lines that begin beside θ and lead away from it, so that a kink or jump at θ isn't taken for noise. */
const valuesOnLines = async (
  { costs, theta }: CostAround,
  directions: readonly Float64Array[],
  spacing: number,
): Promise<Float64Array[]> => {
  const lines: Float64Array[] = [];
  for (const direction of directions) {
    const pointAt = (_: unknown, k: number) => pointOn(theta, direction, (k + 1) * spacing);
    lines.push(Float64Array.from(await costs(Array.from({ length: POINTS }, pointAt))));
  }
  return lines;
};

/** What lines of a spacing show. */
interface Look {
  /** The noise; null where no line shows one, or half of the values are the same on half of the lines on which J moves at all. */
  readonly sigma: number | null;
  /** Whether half of the lines on which J moves at all have values that are the same. */
  readonly isTooShort: boolean;
  /** By how much a short step changes J, as these lines let expect. */
  readonly change: number;
}

const lookOf = (lines: readonly Float64Array[], spacing: number): Look => {
  const finite = lines.filter((values) => values.every(Number.isFinite));
  const moving = finite.filter((values) => repeated(values) < POINTS - 1); // on others no unit is on, say
  const isHalf = (are: (values: Float64Array) => boolean) => moving.filter(are).length * 2 >= moving.length;
  return {
    sigma: isHalf((values) => repeated(values) * 2 >= POINTS - 1) ? null : noiseOn(moving),
    isTooShort: finite.length > 0 && isHalf((values) => repeated(values) > 0),
    change: (changeOn(lines) / spacing) * SHORTEST_STEP,
  };
};

const noiseOn = (lines: readonly Float64Array[]): number | null => {
  const sigmas = lines.map(noiseOfTable).filter((sigma) => sigma !== null);
  const grid = gridOf(lines);
  if (grid > 0) sigmas.push(roundingDeviation(grid));
  return sigmas.length === 0 ? null : Math.max(...sigmas);
};

/** How many values are their neighbours', to the bit: the line is then too short to pass all roundings, and to show their noise. */
const repeated = (values: Float64Array): number =>
  values.filter((value, k) => k > 0 && value === values[k - 1]).length;
