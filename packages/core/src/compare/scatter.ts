import type { Layout } from '@gradproof/flatteners';
import type { NamedEntries } from '../contract/entries.ts';
import type { Aggregate, TensorTotals } from '../contract/sums.ts';
import { NO_TOTALS } from './aggregate.ts';

const UNSAMPLED: TensorTotals = { ...NO_TOTALS, worst: [], nonFinite: null, unmoved: null };

/** What was found in the gathered coordinates, under their own numbers; tensors without any have empty sums. */
export const scatter = (
  layout: Layout,
  sample: readonly number[],
  tensors: readonly number[],
  found: Aggregate,
): Aggregate => {
  const own = (coordinate: number) => sample[coordinate]!;
  const entries = (named: NamedEntries | null) => named && { ...named, first: own(named.first) };
  const scattered = layout.tensors.map((_, tensor): TensorTotals => {
    const totals = found.tensors[tensors.indexOf(tensor)];
    if (!totals) return UNSAMPLED;
    return {
      ...totals,
      worst: totals.worst.map((entry) => ({ ...entry, coordinate: own(entry.coordinate) })),
      nonFinite: entries(totals.nonFinite),
      unmoved: entries(totals.unmoved),
    };
  });
  const { kinks, search, nonFiniteCost } = found;
  return {
    ...found,
    tensors: scattered,
    kinks: {
      ...kinks,
      crossed: { ...kinks.crossed, first: kinks.crossed.first.map(own) },
      oneSided: {
        ...kinks.oneSided,
        first: kinks.oneSided.first.map((each) => ({ ...each, coordinate: own(each.coordinate) })),
      },
    },
    suspects: [], // of whole blocks: there are none
    sample: found.sample.map((each) => ({ ...each, coordinate: own(each.coordinate) })),
    search: search && { ...search, jumps: search.jumps.map(own), rough: search.rough.map(own) },
    nonFiniteCost: nonFiniteCost && { ...nonFiniteCost, coordinate: own(nonFiniteCost.coordinate) },
  };
};
