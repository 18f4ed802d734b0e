import { multiIndex, type TensorSlot } from '@gradproof/flatteners';
import type { NonFiniteEntries } from '../check-shard.ts';
import type { Diagnosis } from './diagnosis.ts';

/** The likely bug in one tensor's gradient; null where none is known. */
export const diagnose = (
  { name, shape, offset }: TensorSlot,
  nonFinite: NonFiniteEntries | null,
): Diagnosis | null => {
  if (nonFinite === null) return null;
  const { first, entries } = nonFinite;
  const index = multiIndex(shape, first - offset);
  const place = index.length === 0 ? `d${name}` : `d${name}[${index.join(',')}]`;
  const message =
    entries === 1
      ? `${place} is not a finite number`
      : `${entries} entries of d${name} are not finite numbers, the first at ${place}`;
  return { kind: 'non-finite', message, index, entries };
};
