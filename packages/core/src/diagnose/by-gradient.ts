import type { TensorSlot } from '@gradproof/flatteners';
import type { NamedEntries } from '../contract/entries.ts';
import type { Diagnosis } from './diagnosis.ts';
import { nonFiniteGradient } from './non-finite.ts';
import { gradientIsZero } from './zero.ts';

/** What a look at the gradient alone tells: `non-finite` or `zero`. */
export const diagnosisOfGradient = (
  slot: TensorSlot,
  grad: Float64Array,
  nonFinite: NamedEntries | null,
): Diagnosis | null => {
  if (nonFinite) return nonFiniteGradient(slot, nonFinite);
  const isZero = grad.subarray(slot.offset, slot.offset + slot.size).every((g) => g === 0);
  return isZero ? gradientIsZero(slot.name) : null;
};
