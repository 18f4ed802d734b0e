import { medianOf } from '../../numerics/median.ts';
import { type Neighbourhood, toleranceOfEntry } from './neighbourhood.ts';

/** The coordinates that are tied, and what their claims say. */
export interface Tie {
  /** Ascending: kinked, hidden, and those whose claim isn't their slope. */
  readonly tied: readonly number[];
  /** Those of them that have a kink, by coordinate [P]: 1 or 0. */
  readonly kinked: Uint8Array;
  /** Those that look smooth at θ and aren't nearby, or can't be seen to be smooth there. */
  readonly hidden: readonly number[];
  /** Whether noise would hide ties that no coordinate shows. */
  readonly blind: boolean;
  /** At which end of its interval each claim is: 1 right, −1 left, 0 neither or both, [P]. */
  readonly ends: Float64Array;
  /** How far each claim lies outside of its interval, negative inside, [P]. */
  readonly outside: Float64Array;
  /** How far a claim may lie outside for all that is known of its slopes, [P]. */
  readonly error: Float64Array;
  /** The size of a usual kink. */
  readonly size: number;
}

/** What each coordinate's own slopes tell of it. */
export const entriesOf = (place: Neighbourhood): Pick<Tie, 'kinked' | 'ends' | 'outside' | 'error'> => {
  const { claim, left, right, slopeError, claimError } = place;
  const least = toleranceOfEntry(place, place.delta);
  const error = slopeError.map((own, i) => Math.max(own + claimError[i]!, least));
  return {
    error,
    kinked: Uint8Array.from(error, (bound, i) => (Math.abs(right[i]! - left[i]!) > bound ? 1 : 0)),
    ends: error.map((bound, i) => +(Math.abs(claim[i]! - right[i]!) <= bound) - +(Math.abs(claim[i]! - left[i]!) <= bound)),
    outside: claim.map((g, i) => Math.max(Math.min(left[i]!, right[i]!) - g, g - Math.max(left[i]!, right[i]!))),
  }; // prettier-ignore
};

/** The median of the kinks' sizes; the largest slope where there is no kink. */
export const usualKink = ({ left, right, largest }: Neighbourhood, kinked: Uint8Array): number => {
  const sizes = left.map((value, i) => Math.abs(right[i]! - value));
  return medianOf(sizes.filter((_, i) => kinked[i] === 1)) || largest;
};

/** v at these coordinates, 0 elsewhere. */
export const restrictedTo = (coordinates: readonly number[], v: Float64Array): Float64Array => {
  const part = new Float64Array(v.length);
  for (const i of coordinates) part[i] = v[i]!;
  return part;
};

/** The coordinates that only a joint test can judge: those that have a kink at θ, or nearby. */
export const judgedTogether = ({ tied, kinked, hidden }: Tie): number[] => {
  const concealed = new Set(hidden);
  return tied.filter((i) => kinked[i] === 1 || concealed.has(i));
};

/** Each once, in their order. */
export const ascending = (coordinates: readonly number[]): number[] =>
  [...new Set(coordinates)].sort((a, b) => a - b);
