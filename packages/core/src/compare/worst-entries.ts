import { type Layout, slotAt } from '@gradproof/flatteners';
import type { CoordinateEntry } from '../contract/entries.ts';
import type { Shard } from '../contract/shards.ts';

/** How many of a tensor's largest residuals a report names. */
export const WORST_ENTRIES = 5;

/** |grad − gradapprox|, with what isn't finite as the largest of all. */
const severity = ({ grad, gradapprox }: CoordinateEntry): number => {
  const residual = Math.abs(grad - gradapprox);
  return Number.isFinite(residual) ? residual : Infinity;
};

/** Largest residual first; among equals the first coordinate first. */
const bySeverity = (a: CoordinateEntry, b: CoordinateEntry): number => {
  const [left, right] = [severity(a), severity(b)];
  return left === right ? a.coordinate - b.coordinate : left > right ? -1 : 1;
};

/** The WORST_ENTRIES largest of these, whatever their order. */
export const largestResiduals = (entries: readonly CoordinateEntry[]): CoordinateEntry[] =>
  [...entries].sort(bySeverity).slice(0, WORST_ENTRIES);

/** The largest non-zero residuals of each tensor within the shard. */
export const worstEntries = (
  layout: Layout,
  shard: Shard,
  grad: Float64Array,
  gradapprox: Float64Array,
): CoordinateEntry[] => {
  const worst: CoordinateEntry[] = [];
  for (let from = shard.start; from < shard.end;) {
    const { offset, size } = slotAt(layout, from);
    const to = Math.min(offset + size, shard.end);
    let leading: CoordinateEntry[] = [];
    let least = 0; // an equal one comes later, and therefore after those that lead
    for (let coordinate = from; coordinate < to; coordinate++) {
      const at = coordinate - shard.start;
      if (Math.abs(grad[at]! - gradapprox[at]!) <= least) continue;
      const entry = { coordinate, grad: grad[at]!, gradapprox: gradapprox[at]! };
      leading = largestResiduals([...leading, entry]);
      if (leading.length === WORST_ENTRIES) least = severity(leading.at(-1)!);
    }
    worst.push(...leading);
    from = to;
  }
  return worst;
};
