import { hullResiduals } from '../../numerics/hull-residuals.ts';
import { normalVector } from '../../numerics/normal.ts';
import { largestOf, scaledToOne } from '../../numerics/vectors.ts';
import { type Neighbourhood, toleranceOfEntry } from './neighbourhood.ts';
import type { Bending } from './bending.ts';
import { gradientNear } from './gradient-near.ts';
import type { Proof } from './proof.ts';
import { firstRefuting, type Known, POINTS, POINTS_WITHOUT_REASON } from './refutes.ts';
import { nearbyAlong } from './slopes-near.ts';
import { restrictedTo, type Tie } from './tie.ts';

/** Rounds; of few coordinates more, since each is cheap and each may need a gradient of its own. */
const ROUNDS = 9;
const ROUNDS_OF_FEW = 16;
export const FEW = 8;

/** Evaluations of rounds after which none begins: so many a tied coordinate, and what directions take beside. */
const EVALUATIONS_EACH = 9;
export const EVALUATIONS_BESIDE = 400;

/** How far a kinked coordinate is moved at random beside the direction, relative to it. */
const JITTER = 0.1;

/** How much farther than the direction what is left of the hull moves a point whose gradient was seen before. */
const AWAY = 3;

/** A gradient nearby, and the ray that it was seen along. */
export interface Seen {
  readonly w: Float64Array;
  readonly gradient: Float64Array;
}

/** How the rounds ended. */
export type RoundsEnd =
  | { readonly kind: 'proved'; readonly proof: Proof }
  | { readonly kind: 'refuted'; readonly direction: Float64Array }
  | {
      readonly kind: 'open';
      readonly seen: readonly Seen[];
      /** Evaluations before the first round. */
      readonly before: number;
    };

/** By how much a coordinate moves for an error of its slope: the inverse of its kink's size, [P]. */
export const metricOf = ({ left, right, largest }: Neighbourhood, { kinked }: Tie): Float64Array =>
  left.map((value, i) => (kinked[i] === 1 ? 1 / Math.abs(right[i]! - value) : 1 / largest));

/**
 * Herding (Block and Levin 1970; Welling 2009), all groups of tied coordinates at once: each round looks at the gradient G(w) on a ray w,
 * and moves w by g − G(w). For a convex combination of gradients the sum of g − G returns to 0 and g is their mean, or it is in the hull
 * of those seen: proved. For any other it grows along a direction that refutes the claim.
 */
export const herd = async (place: Neighbourhood, tie: Tie, bending: Bending): Promise<RoundsEnd> => {
  const { tied } = tie;
  const error = toleranceOfEntry(place, place.step);
  const metric = metricOf(place, tie);
  const sum = sumOfErrors(place, tie, error);
  const seen: Seen[] = [];
  const before = place.evaluations();
  const most = EVALUATIONS_EACH * tied.length + EVALUATIONS_BESIDE;
  let [push, rest, stalled] = [tie.ends, new Float64Array(metric.length), false];
  for (let round = 1; round <= (tied.length > FEW ? ROUNDS : ROUNDS_OF_FEW); round++) {
    if (place.evaluations() - before > most) break;
    const w = rayOf(place, tie, { push, rest, stalled, anywhere: bending.mixed && round > 2 });
    const gradient = await gradientNear(place, nearbyAlong(place, w), tied);
    if (!gradient) continue; // kinks closer than the smallest step
    stalled = seen.some((other) => farthest(gradient, other.gradient) <= error);
    seen.push({ w, gradient });
    push = pushed(place, tie, push, gradient);
    sum.add(gradient, round);
    if (sum.isZero(round)) return { kind: 'proved', proof: meanOf(seen, error) };
    const hull = hullOf(place, tied, metric, seen);
    rest = hull.rest;
    if (hull.distance <= error) return { kind: 'proved', proof: hull.proof(error) };
    const directions = [push, rest, sum.unexplained(metric)];
    const known = knownOf(bending, seen.map((one) => one.gradient)); // prettier-ignore
    const refuting = await firstRefuting(place, overClasses(bending, directions), known);
    if (refuting) return { kind: 'refuted', direction: refuting };
  }
  return { kind: 'open', seen, before };
};

/** What is known where J bends so. */
export const knownOf = ({ mixed }: Bending, seen: readonly Float64Array[]): Known => ({
  smoothOnly: mixed,
  seen,
  points: mixed ? POINTS_WITHOUT_REASON : POINTS,
});

/** Each direction on each class. */
export function* overClasses(
  { classes }: Bending,
  directions: Iterable<Float64Array>,
): Generator<Float64Array> {
  for (const v of directions) for (const part of classes) yield restrictedTo(part, v);
}

interface Step {
  readonly push: Float64Array;
  readonly rest: Float64Array;
  readonly stalled: boolean;
  readonly anywhere: boolean;
}

/** The next ray: along the sum of errors, away from what was seen before where it shows nothing new, with some jitter; or anywhere. */
const rayOf = (
  { left, right, random }: Neighbourhood,
  { kinked }: Tie,
  { push, rest, stalled, anywhere }: Step,
): Float64Array => {
  const jitter = normalVector(push.length, random).map((value, i) =>
    kinked[i] === 1 ? JITTER * value : value,
  );
  if (anywhere) return scaledToOne(jitter);
  const [along, away] = [stalled ? scaledToOne(push) : push, scaledToOne(rest)];
  return scaledToOne(
    along.map((value, i) => {
      const towards = stalled ? AWAY * Math.sign(right[i]! - left[i]!) * away[i]! : 0;
      return value + towards + jitter[i]!;
    }),
  );
};

/** w + Σ (g − G)ᵢ/(right − left)ᵢ at the kinked coordinates: towards larger values where a convex kink's claim is the larger. */
const pushed = (
  { claim, left, right }: Neighbourhood,
  { tied, kinked }: Tie,
  push: Float64Array,
  gradient: Float64Array,
): Float64Array => {
  const next = push.slice();
  for (const i of tied) if (kinked[i] === 1) next[i]! += (claim[i]! - gradient[i]!) / (right[i]! - left[i]!);
  return next;
};

/** Σ (g − G) over the rounds, by coordinate. */
const sumOfErrors = ({ claim }: Neighbourhood, { tied }: Tie, error: number) => {
  const total = new Float64Array(claim.length);
  const returned = new Uint8Array(claim.length);
  return {
    add: (gradient: Float64Array, round: number) => {
      for (const i of tied) {
        const difference = claim[i]! - gradient[i]!;
        total[i]! += difference;
        if (Math.abs(total[i]!) <= round * error && Math.abs(difference) > error) returned[i] = 1;
      }
    },
    isZero: (round: number): boolean => largestOf(total) <= round * error,
    /** What never returned to 0. */
    unexplained: (metric: Float64Array): Float64Array =>
      total.map((value, i) => (returned[i] === 1 ? 0 : value * metric[i]!)),
  };
};

/** The mean of the gradients. */
const meanOf = (seen: readonly Seen[], error: number): Proof => ({
  rays: seen.map(({ w }) => ({ w, weight: 1 / seen.length })),
  along: error,
});

/** What is left of g beside the convex hull of the gradients seen, nearest by the metric; and as a direction that separates the two. */
const hullOf = (
  { claim }: Neighbourhood,
  tied: readonly number[],
  metric: Float64Array,
  seen: readonly Seen[],
) => {
  const weighted = (values: Float64Array) =>
    Float64Array.from(tied, (i) => Math.sqrt(metric[i]!) * values[i]!);
  const { convex, weights } = hullResiduals(seen.map(({ gradient }) => weighted(gradient)), weighted(claim)); // prettier-ignore
  const rest = new Float64Array(claim.length);
  tied.forEach((i, k) => (rest[i] = Math.sqrt(metric[i]!) * convex[k]!));
  const rays = seen.map(({ w }, k) => ({ w, weight: weights[k]! })).filter(({ weight }) => weight !== 0);
  return {
    rest,
    distance: largestOf(rest.map((value, i) => value / metric[i]!)),
    proof: (error: number): Proof => ({ rays, along: error }),
  };
};

const farthest = (a: Float64Array, b: Float64Array): number => largestOf(a.map((value, i) => value - b[i]!));
