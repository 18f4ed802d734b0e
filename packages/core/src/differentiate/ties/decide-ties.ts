import { normalVector } from '../../numerics/normal.ts';
import { scaledToOne } from '../../numerics/vectors.ts';
import { answerOf, type Decision } from './answer-of.ts';
import { type Bending, bendingOf, RESOLUTION } from './bending.ts';
import { hiddenTies } from './hidden-ties.ts';
import { withMeasuredCurvature } from './measured-curvature.ts';
import {
  claimErrorAlong,
  evenMoves,
  type Neighbourhood,
  neighbourhoodOf,
  patternOn,
  toleranceAlong,
} from './neighbourhood.ts';
import { refutedPart } from './parts.ts';
import { limitsOf, type Proof } from './proof.ts';
import { holdsHoweverNear } from './nearer.ts';
import type { TieAnswer, TieQuestion, TieStep } from './question.ts';
import { firstRefuting, POINTS, POINTS_WITHOUT_REASON, refutes } from './refutes.ts';
import { FEW, herd, knownOf, overClasses, type RoundsEnd } from './rounds.ts';
import { separability } from './separable.ts';
import { holdsAlong, sharpened } from './sharpen.ts';
import { ascending, entriesOf, judgedTogether, restrictedTo, type Tie, usualKink } from './tie.ts';
import { witnessOf } from './witness.ts';

/** Evaluations, so many a coordinate and at the start, after which no more hidden ties are sought. */
const EVALUATIONS_EACH = 12;
const EVALUATIONS_BEFORE = 2000;

/** Coordinates, those farthest outside of their intervals, that are tested by themselves. */
const COORDINATES = 3;

/** Random directions that are tested on each class. */
const RANDOM_DIRECTIONS = 2;

/** Where ties are hidden no class of coordinates is known, so no direction refutes. */
const NONE_SEEN: Bending = { classes: [], mixed: false };

/**
 * Whether a claimed gradient is a convex combination of limits of J's gradients near θ (Clarke's subdifferential: _Optimization and
 * Nonsmooth Analysis_, 1983, 2.5.1), where several coordinates stand at a kink at once. Accepted is what a point nearby, or several, have
 * for a gradient; refused what a direction proves to be none. The steps, cheapest first, are those of docs/method.md, "Ties".
 */
export const decideTies = async (question: TieQuestion): Promise<TieAnswer> => {
  const place = await withMeasuredCurvature(neighbourhoodOf(question));
  const tie = await tieAt(place);
  const decision = await decide(place, tie);
  return answerOf(place, tie, decision);
};

/** The tied coordinates. */
const tieAt = async (place: Neighbourhood): Promise<Tie> => {
  const entries = entriesOf(place);
  const { kinked, outside, error } = entries;
  const every = Array.from(outside.keys());
  const smooth = every.filter((i) => kinked[i] === 0 && place.lengths[i] !== 0);
  const kinks = kinked.reduce((sum, value) => sum + value, 0);
  const spent = (hidden: number) =>
    place.evaluations() > EVALUATIONS_EACH * (kinks + hidden) + EVALUATIONS_BEFORE;
  const found = await hiddenTies(place, smooth, spent);
  const blind = isCoarse(place, every, place.largest, place.delta); // too noisy to see hidden ties
  const outsiders = smooth.filter((i) => outside[i]! > error[i]!);
  const missed = found.length > 0 ? outsiders.filter((i) => !found.includes(i)) : [];
  const others = blind ? outsiders : await hiddenTies(place, missed, spent);
  const hidden = ascending([...found, ...others]);
  const tied = ascending([...every.filter((i) => kinked[i] === 1), ...hidden, ...outsiders]);
  return { ...entries, hidden, blind, tied, size: usualKink(place, kinked) };
};

/** The steps in turn. */
const decide = async (place: Neighbourhood, tie: Tie): Promise<Decision> => {
  const { tied, hidden, blind } = tie;
  if (judgedTogether(tie).length === 0) return { verdict: 'unsettled', by: 'no ties' };
  const sum = await refutingSum(place, tie);
  if (sum) return { verdict: 'refused', by: 'smooth sum', direction: sum };
  const separable = await provedSeparable(place, tie);
  if (separable) return resolved(place, tie, separable);
  const witnessed = await provedByWitness(place, tie);
  if (witnessed) return (await besideAKink(place, tie, witnessed.proof)) ?? resolved(place, tie, witnessed);
  const bending = hidden.length > 0 ? NONE_SEEN : await bendingOf(place, tied, tie.size);
  const refuted = await refutedDirectly(place, tie, bending);
  if (refuted) return refuted;
  const end = await confirmed(place, tie, await herd(place, tie, bending));
  if (end.kind === 'refuted') return { verdict: 'refused', by: 'round', direction: end.direction };
  if (end.kind === 'proved')
    return (
      (await besideAKink(place, tie, end.proof)) ??
      resolved(place, tie, await bySharpened(place, tied, end.proof, 'hull'))
    );
  const part = await refutedPart(place, tie, bending, end);
  if (part) return { verdict: 'refused', by: 'part', direction: part };
  const found = !bending.mixed && bending.classes.length > 0 && end.seen.length > 0;
  if (!found || tied.length <= FEW) return { verdict: 'unsettled', by: blind ? 'noise' : 'undecided' };
  return { verdict: 'accepted', by: 'not refuted', tolerance: unrefutedLimits(place, tied) };
};

/** The end of the rounds; open where ties are hidden and the proof, which saw the tied coordinates alone, doesn't hold for all. */
const confirmed = async (
  place: Neighbourhood,
  { hidden, outside }: Tie,
  end: RoundsEnd,
): Promise<RoundsEnd> => {
  if (end.kind !== 'proved' || hidden.length === 0) return end;
  const holds = await holdsAlong(place, Array.from(outside.keys()), end.proof);
  return holds ? end : { kind: 'open', seen: [], before: 0 };
};

/** Accepted, unless the patterns that proved it are too noisy, or the claim too coarse, to see a kink. */
const resolved = (
  place: Neighbourhood,
  { tied, size }: Tie,
  { by, tolerance }: { readonly by: TieStep; readonly tolerance: Float64Array },
): Decision => {
  if (isCoarse(place, tied, size, place.step)) return { verdict: 'unsettled', by: 'noise' };
  if (isRounded(place, tied, size)) return { verdict: 'unsettled', by: 'precision' };
  return { verdict: 'accepted', by, tolerance };
};

/**
 * A smooth direction along which the claim isn't the slope: all coordinates by the same (max, sort, median); where no ties are hidden, also
 * by their units and by their kinks (a maximum of multiples).
 */
const refutingSum = async (place: Neighbourhood, { hidden }: Tie): Promise<Float64Array | null> => {
  const { lengths } = place;
  const moves = evenMoves(place);
  const moved = (of: (i: number) => number) => lengths.map((length, i) => (length === 0 ? 0 : of(i)));
  const same = moved((i) => 1 / lengths[i]!);
  const known = { smoothOnly: true, seen: [] };
  const points = hidden.length > 0 ? POINTS_WITHOUT_REASON : POINTS;
  if (await refutes(place, same, { ...known, points })) return same;
  if (hidden.length > 0) return null;
  const others = [moved(() => 1), moved((i) => moves[i]!)].filter((v) => !isAlong(v, same));
  return firstRefuting(place, others, { ...known, points: POINTS_WITHOUT_REASON });
};

/** Directions whose components are that near are one. */
const SAME_DIRECTION = 1e-6;

/** Whether v is a multiple of u. */
const isAlong = (u: Float64Array, v: Float64Array): boolean => {
  const [a, b] = [scaledToOne(u), scaledToOne(v)];
  return a.every((value, i) => Math.abs(value - b[i]!) <= SAME_DIRECTION);
};

/** Separable, and each claim in its own interval: it may be off by its own slopes' errors, and by what the slopes fail to add up. */
const provedSeparable = async (place: Neighbourhood, { tied, hidden, outside, error }: Tie) => {
  if (hidden.length > 0 || !tied.every((i) => outside[i]! <= error[i]!)) return null;
  const excess = await separability(place, tied);
  if (excess === null) return null;
  const coupled = limitsOf(place, excess, tied);
  const own = (i: number) => (Math.max(0, outside[i]!) + place.slopeError[i]!) / place.lengths[i]!;
  return { by: 'separable' as const, tolerance: coupled.map((limit, k) => limit + own(tied[k]!)) };
};

const provedByWitness = async (place: Neighbourhood, tie: Tie) => {
  const { tied, hidden, outside } = tie;
  const among = hidden.length > 0 ? Array.from(outside.keys()) : tied;
  const proof = await witnessOf(place, among, tie);
  return proof && { proof, ...(await bySharpened(place, tied, proof, 'witness', among)) };
};

/** Not proved after all where claims that aren't the slopes at θ are those of points beyond a kink beside it; null where they hold however near. */
const besideAKink = async (
  place: Neighbourhood,
  { kinked, outside, error }: Tie,
  proof: Proof,
): Promise<Decision | null> => {
  const outsiders = Array.from(outside.keys()).filter((i) => kinked[i] === 0 && outside[i]! > error[i]!);
  if (outsiders.length === 0 || (await holdsHoweverNear(place, outsiders, proof))) return null;
  return { verdict: 'unsettled', by: 'kink beside' };
};

const bySharpened = async (
  place: Neighbourhood,
  tied: readonly number[],
  proof: Proof,
  by: TieStep,
  among = tied,
) => ({ by, tolerance: limitsOf(place, (await sharpened(place, among, proof)).along, tied) });

/** What no direction refuted may be off by what directions can't tell. */
const unrefutedLimits = (place: Neighbourhood, tied: readonly number[]): Float64Array =>
  limitsOf(place, toleranceAlong(place, patternOn(place, tied), place.step), tied);

/** Refused by a coordinate that lies outside of its interval, or by a direction on a class. */
const refutedDirectly = async (
  place: Neighbourhood,
  { tied, outside, error, ends }: Tie,
  bending: Bending,
): Promise<Decision | null> => {
  const known = knownOf(bending, []);
  const size = ends.length;
  if (bending.classes.length > 0) {
    const farthest = [...tied].sort((a, b) => outside[b]! - outside[a]!).slice(0, COORDINATES);
    for (const i of farthest.filter((i) => outside[i]! > error[i]!)) {
      const v = restrictedTo([i], new Float64Array(size).fill(1));
      if (await refutes(place, v, known)) return { verdict: 'refused', by: 'coordinate', direction: v };
    }
  }
  const random = Array.from({ length: RANDOM_DIRECTIONS }, () => normalVector(size, place.random));
  const directions = [new Float64Array(size).fill(1), ends, ...random];
  const direction = await firstRefuting(place, overClasses(bending, directions), known);
  return direction && { verdict: 'refused', by: 'direction', direction };
};

/** A tolerance along patterns of these coordinates that is too large to see a kink of this size. */
const isCoarse = (
  place: Neighbourhood,
  coordinates: readonly number[],
  size: number,
  step: number,
): boolean => !(toleranceAlong(place, patternOn(place, coordinates), step) <= RESOLUTION * size);

/** How much of a usual kink the rounding of a claim may hide along a pattern: at half of it a wrong point agrees along one pattern in two. */
const ROUNDED = 1 / 2;

const isRounded = (place: Neighbourhood, coordinates: readonly number[], size: number): boolean =>
  !(claimErrorAlong(place, patternOn(place, coordinates)) <= ROUNDED * size);
