import type { Layout } from '@gradproof/flatteners';
import type { NamedEntries, Suspect } from '../contract/entries.ts';
import type { Aggregate, TensorTotals } from '../contract/sums.ts';
import { NO_TOTALS } from './aggregate.ts';

const UNSAMPLED: TensorTotals = { ...NO_TOTALS, worst: [], nonFinite: null, unmoved: null };

/** The suspect of the gathered coordinates as suspects of the whole vector: one for each run of neighbouring coordinates. */
const runsOf = (sample: readonly number[], { start, gradapprox, error }: Suspect): Suspect[] => {
  const runs: Suspect[] = [];
  for (let from = 0, to = 1; from < gradapprox.length; from = to++) {
    while (to < gradapprox.length && sample[start + to]! - sample[start + from]! === to - from) to++;
    runs.push({
      start: sample[start + from]!,
      gradapprox: gradapprox.slice(from, to),
      error: error.slice(from, to),
    });
  }
  return runs;
};

/** The sums over the gathered coordinates with the coordinates' numbers in the whole vector; tensors without any have empty sums. */
export const scatter = (
  layout: Layout,
  sample: readonly number[],
  tensors: readonly number[],
  gathered: Aggregate,
): Aggregate => {
  const coordinateOf = (index: number) => sample[index]!;
  const moved = <Entry extends { readonly coordinate: number }>(entry: Entry): Entry => ({
    ...entry,
    coordinate: coordinateOf(entry.coordinate),
  });
  const named = (entries: NamedEntries | null) =>
    entries && { ...entries, first: coordinateOf(entries.first) };
  const scattered = layout.tensors.map((_, tensor): TensorTotals => {
    const totals = gathered.tensors[tensors.indexOf(tensor)];
    if (!totals) return UNSAMPLED;
    return {
      ...totals,
      worst: totals.worst.map(moved),
      nonFinite: named(totals.nonFinite),
      unmoved: named(totals.unmoved),
    };
  });
  const { crossed, oneSided } = gathered.kinks;
  const { search, nonFiniteCost } = gathered;
  return {
    ...gathered,
    tensors: scattered,
    kinks: {
      ...gathered.kinks,
      crossed: { ...crossed, first: crossed.first.map(coordinateOf) },
      oneSided: { ...oneSided, first: oneSided.first.map(moved) },
    },
    suspects: gathered.suspects.flatMap((suspect) => runsOf(sample, suspect)),
    sample: gathered.sample.map(moved),
    search: search && {
      ...search,
      jumps: search.jumps.map(coordinateOf),
      rough: search.rough.map(coordinateOf),
    },
    nonFiniteCost: nonFiniteCost && moved(nonFiniteCost),
  };
};
