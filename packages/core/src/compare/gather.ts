import { type Layout, layoutOf } from '@gradproof/flatteners';
import type { Derivatives, Evaluator } from '../contract/engine.ts';
import { mergeSearches } from '../contract/step-search.ts';

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

const merge = (all: readonly Derivatives[], sample: readonly number[], start: number): Derivatives => {
  const place = new Map(sample.map((coordinate, k) => [coordinate, k]));
  const placed = (coordinates: readonly number[]) => coordinates.map((coordinate) => place.get(coordinate)!);
  const knows = all.every(({ errorBound }) => errorBound !== null);
  const search = all.reduce<ReturnType<typeof mergeSearches>>(
    (sum, own) => mergeSearches(sum, own.search ?? null),
    null,
  );
  const nonFinite = all.find((each) => each.nonFinite !== null)?.nonFinite ?? null;
  return {
    values: Float64Array.from(all, ({ values }) => values[0]!),
    errorBound: knows ? Float64Array.from(all, ({ errorBound }) => errorBound![0]!) : null,
    evaluations: all.reduce((sum, { evaluations }) => sum + evaluations, 0),
    kinks: {
      coordinates: placed(all.flatMap(({ kinks }) => kinks.coordinates)),
      resolved: all.every(({ kinks }) => kinks.resolved),
      at: all.reduce((most, { kinks }) => Math.max(most, kinks.at), 0),
      oneSided: all
        .flatMap(({ kinks }) => kinks.oneSided)
        .map((each) => ({ ...each, coordinate: place.get(each.coordinate)! })),
    },
    nonFinite: nonFinite && { ...nonFinite, coordinate: place.get(nonFinite.coordinate) ?? start },
    ...(search && {
      search: {
        steps: search.steps,
        jumps: placed(search.jumps),
        rough: placed(search.rough),
        constant: placed(all.flatMap((each) => each.search?.constant ?? [])),
      },
    }),
  };
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
