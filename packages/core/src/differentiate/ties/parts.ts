import { hullResiduals } from '../../numerics/hull-residuals.ts';
import { largestOf } from '../../numerics/vectors.ts';
import type { Bending } from './bending.ts';
import { type Neighbourhood, toleranceOfEntry } from './neighbourhood.ts';
import { firstRefuting, refutes } from './refutes.ts';
import { EVALUATIONS_BESIDE, knownOf, metricOf, overClasses, type Seen } from './rounds.ts';
import { restrictedTo, type Tie } from './tie.ts';

/** Evaluations after which no part is looked at: rounds' included: so many a tied coordinate, and what directions take beside. */
const EVALUATIONS_EACH = 11;

/** Blocks of neighbours: from 2³ to 2¹⁰ of them. */
const SMALLEST_BLOCK = 3;
const LARGEST_BLOCK = 10;

/** A residual below so many errors of a slope is none. */
const RESIDUAL = 3;

/** Slopes that are alike to this part of their kink are the same side. */
const SAME_SIDE = 100;

/**
 * A direction that refutes the claim on a part of the tied coordinates that may be a group of its own: what is left of the claim beside
 * the affine and the convex hull of the part's gradients seen. Parts: coordinates that switched sides together in every round (the
 * weights of one relu), and blocks of neighbours (a row of weights, a window).
 */
export const refutedPart = async (
  place: Neighbourhood,
  tie: Tie,
  bending: Bending,
  { seen, before }: { readonly seen: readonly Seen[]; readonly before: number },
): Promise<Float64Array | null> => {
  if (seen.length < 2) return null;
  const gradients = seen.map(({ gradient }) => gradient);
  const error = toleranceOfEntry(place, place.step);
  const most = EVALUATIONS_EACH * tie.tied.length + EVALUATIONS_BESIDE;
  const known = knownOf(bending, gradients);
  const odd = await firstRefuting(place, overClasses(bending, [awayFromUsual(place, tie, gradients)]), known);
  if (odd) return odd;
  for (const part of [...switchedTogether(place, tie, gradients), ...blocksOf(tie.tied)]) {
    if (part.length < 2) continue;
    for (const residual of residualsOn(place, tie, part, gradients)) {
      for (const coordinates of bending.classes) {
        if (place.evaluations() - before > most) return null;
        const v = restrictedTo(coordinates, residual);
        if (largestOf(v) > RESIDUAL * error && (await refutes(place, v, known))) return v;
      }
    }
  }
  return null;
};

/**
 * Every coordinate towards the side that it was on least often, by its kink: of a maximum, of which one is the largest at a time, all grow
 * alike (max |xᵢ|: away from 0), and J is smooth along it.
 */
const awayFromUsual = (place: Neighbourhood, tie: Tie, gradients: readonly Float64Array[]): Float64Array => {
  const metric = metricOf(place, tie);
  const v = new Float64Array(metric.length);
  for (const i of tie.tied) {
    const mean = gradients.reduce((sum, gradient) => sum + gradient[i]!, 0) / gradients.length;
    v[i] = Math.sign((place.left[i]! + place.right[i]!) / 2 - mean) * metric[i]!;
  }
  return v;
};

/** The coordinates by the sides that they were on, round by round. */
const switchedTogether = (place: Neighbourhood, tie: Tie, gradients: readonly Float64Array[]): number[][] => {
  const metric = metricOf(place, tie);
  const groups = new Map<string, number[]>();
  for (const i of tie.tied) {
    const { left, right } = place;
    const sides = gradients.map((G) => (G[i]! - left[i]!) * metric[i]! * Math.sign(right[i]! - left[i]!));
    const turned = sides[0]! > 0.5 ? sides.map((side) => 1 - side) : sides; // the other way round is the same group
    const key = turned.map((side) => Math.round(side * SAME_SIDE) + 0).join();
    groups.set(key, [...(groups.get(key) ?? []), i]);
  }
  return [...groups.values()];
};

const blocksOf = (tied: readonly number[]): number[][] => {
  const blocks: number[][] = [];
  for (let power = SMALLEST_BLOCK; power <= LARGEST_BLOCK; power++)
    for (let from = 0; from < tied.length; from += 2 ** power)
      blocks.push(tied.slice(from, from + 2 ** power));
  return blocks;
};

/** What is left of the claim on the part beside the affine hull, and beside the convex one by the metric. */
const residualsOn = (
  place: Neighbourhood,
  tie: Tie,
  part: readonly number[],
  gradients: readonly Float64Array[],
): Float64Array[] => {
  const on = (values: Float64Array) => Float64Array.from(part, (i) => values[i]!);
  const { affine, convex } = hullResiduals(gradients.map(on), on(place.claim));
  const metric = metricOf(place, tie);
  const embedded = (values: Float64Array, weigh: (i: number) => number) => {
    const v = new Float64Array(place.claim.length);
    part.forEach((i, k) => (v[i] = values[k]! * weigh(i)));
    return v;
  };
  return [embedded(affine, () => 1), embedded(convex, (i) => metric[i]!)];
};
