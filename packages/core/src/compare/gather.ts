import { type Layout, layoutOf } from '@gradproof/flatteners';
import type { Derivatives, Evaluator } from '../contract/engine.ts';
import { joinDerivatives } from './join-derivatives.ts';

/** The layout of the sampled coordinates alone: the same tensors, those that have none left out; and which they were. */
export const gatheredLayout = (
  layout: Layout,
  sample: readonly number[],
): { readonly gathered: Layout; readonly tensors: readonly number[] } => {
  const counts = layout.tensors.map(
    ({ offset, size }) => sample.filter((i) => i >= offset && i < offset + size).length,
  );
  const tensors = counts.flatMap((count, tensor) => (count > 0 ? [tensor] : []));
  const gathered = layoutOf(
    tensors.map((tensor) => ({ name: layout.tensors[tensor]!.name, shape: [counts[tensor]!] })),
  );
  return { gathered, tensors };
};

/** An evaluator of the sampled coordinates as if they were all: coordinate k is sample[k]. */
export const gatherEvaluator = (evaluator: Evaluator, sample: readonly number[]): Evaluator => ({
  ...evaluator,
  derivatives: async ({ start, end }, epsilon, signal) => {
    const all: Derivatives[] = [];
    for (const coordinate of sample.slice(start, end)) {
      all.push(await evaluator.derivatives({ start: coordinate, end: coordinate + 1 }, epsilon, signal));
    }
    return merge(all, sample, start);
  },
});

/** Derivatives of one coordinate each, as those of a shard of the gathered layout that begins at `start`. */
const merge = (all: readonly Derivatives[], sample: readonly number[], start: number): Derivatives => {
  const place = new Map(sample.map((coordinate, k) => [coordinate, k]));
  const placed = (coordinates: readonly number[]) => coordinates.map((coordinate) => place.get(coordinate)!);
  const joined = joinDerivatives(all);
  const { kinks, nonFinite, search } = joined;
  return {
    ...joined,
    kinks: {
      ...kinks,
      coordinates: placed(kinks.coordinates),
      oneSided: kinks.oneSided.map((sides) => ({ ...sides, coordinate: place.get(sides.coordinate)! })),
    },
    nonFinite: nonFinite && { ...nonFinite, coordinate: place.get(nonFinite.coordinate) ?? start },
    search: search && {
      ...search,
      jumps: placed(search.jumps),
      rough: placed(search.rough),
      constant: placed(search.constant),
    },
  };
};
