import type { NamedEntries } from '../contract/entries.ts';
import type { Shard } from '../contract/shards.ts';

/** Entries in the range that are NaN or infinite; null where all are finite. */
export const nonFiniteIn = (grad: Float64Array, { start, end }: Shard): NamedEntries | null => {
  let first = -1;
  let entries = 0;
  for (let i = start; i < end; i++) {
    if (Number.isFinite(grad[i])) continue;
    if (first < 0) first = i;
    entries++;
  }
  return entries === 0 ? null : { first, entries };
};
