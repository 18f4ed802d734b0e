import type { Suspect } from '../contract/entries.ts';
import type { GradientPrecision } from '../contract/gradient-precision.ts';
import type { Aggregate } from '../contract/sums.ts';
import type { ControlResult } from '../differentiate/control/compare-with-control.ts';
import type { TaylorRemainder } from '../differentiate/taylor/taylor-remainder.ts';

/** What was measured of a claim's own rounding. */
export interface ClaimRounding {
  /** π by coordinate, [P]. */
  readonly rounding: Float64Array;
  /** The precision that it is given in. */
  readonly precision: GradientPrecision;
  /** Whether it is given in 16 bits. */
  readonly isCoarse: boolean;
  /** Whether its rounding can't be measured: an array alone, of low precision, of a function. */
  readonly isUnmeasured: boolean;
}

/** What the tie test says of coordinates that stand at kinks together. */
export interface TieEvidence {
  readonly verdict: 'accepted' | 'refused' | 'unsettled';
  /** Its coordinates; where it refuses, those of the refusing direction. */
  readonly coordinates: readonly number[];
  /** By coordinate, in the same order: how far an accepted claim may be off. */
  readonly tolerance: Float64Array;
  /** Whether a coordinate's own interval holds also where nothing is decided: of a layered network, whose intervals are of all that its units' kinks allow. */
  readonly intervalsHold?: boolean;
}

/** What probes showed of a tensor. */
export interface ProbeOutcome {
  /** Entries that were found wrong by themselves. */
  readonly wrongEntries: readonly { readonly coordinate: number; readonly gradapprox: number }[];
  /** Whether more is wrong than the entries found, or it is wrong as a whole. */
  readonly failing: boolean;
  /** What was met along the last probes; null where J has one slope along each. */
  readonly obstacle: 'kink' | 'jump' | 'rough' | 'non-finite' | null;
  /** The largest error of the slopes along the probes, e. */
  readonly bound: number;
}

/** All that a verdict is made of, whatever the coverage. */
export interface Evidence {
  readonly totals: Aggregate;
  /** The gradient that is judged, [P]. */
  readonly grad: Float64Array;
  readonly claim: ClaimRounding;
  /** The coordinates that were compared, by tensor; null where that is all of them. */
  readonly drawn: readonly (readonly number[])[] | null;
  /** What probes showed, one per tensor; null where entries were compared one by one. */
  readonly probes: readonly ProbeOutcome[] | null;
  /** Where each tensor's coordinates begin and end. */
  readonly places: readonly { readonly start: number; readonly end: number }[];
  /** T. */
  readonly threshold: number;
  /** J(θ) and ‖θ‖. */
  readonly cost: number;
  readonly thetaNorm: number;
  /** The part of each entry's error that is the same for all: what the noise of J does to a difference of the step that is given. */
  readonly noiseError: number;
  /** The largest relative difference that the engine's arithmetic explains. */
  readonly engineError: number;
  /** What else entries may be off by, by coordinate: truncation, and kinks that only another step shows. */
  readonly stepErrors: ReadonlyMap<number, number>;
  /** The norm of the truncation of each tensor, as a few of its entries show it. */
  readonly truncations: readonly number[];
  readonly ties: TieEvidence | null;
  /** The second opinion on the incremental method; null where there is none. */
  readonly control: ControlResult | null;
  /** The slope of the Taylor remainder; null where there is none. */
  readonly taylor: TaylorRemainder | null;
  /** Whether the Taylor remainder counts: not every coordinate was looked at. */
  readonly isPartial: boolean;
}

/** One entry that is looked at by itself. */
export interface JudgedEntry {
  readonly coordinate: number;
  readonly grad: number;
  readonly gradapprox: number;
  /** e. */
  readonly error: number;
  /** π. */
  readonly rounding: number;
}

/** The entries of the suspects within a range of coordinates, with all that is known of their errors. */
export function* suspectEntries(
  { grad, claim, noiseError, stepErrors, ties }: SuspectsKnown,
  suspects: readonly Suspect[],
  { start, end }: { readonly start: number; readonly end: number },
): Generator<JudgedEntry> {
  const tolerated = tolerancesOf(ties);
  const undecided = new Set(ties?.verdict === 'unsettled' && !ties.intervalsHold ? ties.coordinates : []);
  for (const suspect of suspects) {
    if (suspect.start < start || suspect.start >= end) continue;
    for (let k = 0; k < suspect.gradapprox.length; k++) {
      const coordinate = suspect.start + k;
      const own = suspect.error[k]! + noiseError + (stepErrors.get(coordinate) ?? 0);
      const tolerance = tolerated.get(coordinate);
      yield {
        coordinate,
        grad: grad[coordinate]!,
        gradapprox: tolerance === undefined ? suspect.gradapprox[k]! : grad[coordinate]!,
        error: undecided.has(coordinate) ? Infinity : (tolerance ?? own),
        rounding: claim.rounding[coordinate]!,
      };
    }
  }
}

/** What entries are looked at with. */
type SuspectsKnown = Pick<Evidence, 'grad' | 'claim' | 'noiseError' | 'stepErrors' | 'ties'>;

/** The tolerance of each coordinate whose claim the tie test accepts: there it is right, as far as that. */
export const tolerancesOf = (ties: TieEvidence | null): ReadonlyMap<number, number> =>
  new Map(
    ties?.verdict === 'accepted'
      ? ties.coordinates.map((coordinate, k) => [coordinate, ties.tolerance[k]!])
      : [],
  );

/** What the tie test says of the tensor at this place. */
export const tiesOf = (
  { ties, places }: Pick<Evidence, 'ties' | 'places'>,
  tensor: number,
): 'refused' | 'unsettled' | null => {
  if (ties === null || ties.verdict === 'accepted') return null;
  const { start, end } = places[tensor]!;
  return ties.coordinates.some((coordinate) => coordinate >= start && coordinate < end) ? ties.verdict : null;
};
