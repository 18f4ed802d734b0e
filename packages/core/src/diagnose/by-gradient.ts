import type { TensorSlot } from '@gradproof/flatteners';
import type { NamedEntries } from '../contract/entries.ts';
import type { Diagnosis } from './diagnosis.ts';
import { kinds } from './kinds/kinds.ts';

/** What the gradient alone shows: NaN, infinities, or nothing but zeros. `nonFinite`: its entries that aren't finite, as they were counted. */
export const diagnosisOfGradient = (
  slot: TensorSlot,
  grad: Float64Array,
  nonFinite: NamedEntries | null,
): Diagnosis | null => {
  for (const kind of kinds) {
    const diagnosis = kind.explainByGradient?.(slot, grad, nonFinite);
    if (diagnosis) return diagnosis;
  }
  return null;
};
