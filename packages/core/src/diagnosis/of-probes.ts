import type { TensorSlot } from '@gradproof/flatteners';
import type { NamedEntries } from '../check-shard.ts';
import type { FoundEntry } from '../probe/find-entries.ts';
import type { Diagnosis } from './diagnosis.ts';
import { diagnosisOfEntries } from './entries.ts';
import { nonFiniteGradient } from './non-finite.ts';
import { gradientIsZero } from './zero.ts';

/** What probes found in a tensor that is incorrect. */
export interface ProbeEvidence {
  /** The gradient as it was given, [P]. */
  readonly grad: Float64Array;
  readonly nonFinite: NamedEntries | null;
  /** Entries found wrong, by their own differences. */
  readonly found: readonly FoundEntry[];
  /** Whether fresh probes fail with these repaired: then they aren't all. */
  readonly failing: boolean;
}

/** The likely mistake as far as probes show one, where the numerical gradient isn't known entry by entry: `non-finite`, `zero` or `entries`. */
export const diagnosisOfProbes = (
  slot: TensorSlot,
  { grad, nonFinite, found, failing }: ProbeEvidence,
): Diagnosis | null => {
  const { name, shape, offset, size } = slot;
  if (nonFinite) return nonFiniteGradient(slot, nonFinite);
  if (grad.subarray(offset, offset + size).every((g) => g === 0)) return gradientIsZero(name);
  if (failing || found.length === 0 || found.length > size / 2) return null;
  const byPlace = new Map(found.map((entry) => [entry.coordinate - offset, entry]));
  const residual = (place: number) => Math.abs(byPlace.get(place)!.grad - byPlace.get(place)!.gradapprox);
  const places = [...byPlace.keys()].sort((a, b) => residual(b) - residual(a) || a - b);
  const entryAt = (place: number) => {
    const { grad: own, gradapprox } = byPlace.get(place)!;
    return { grad: own, gradapprox };
  };
  return diagnosisOfEntries({ name, shape, size, places, entryAt });
};
