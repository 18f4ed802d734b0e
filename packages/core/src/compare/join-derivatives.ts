import type { Derivatives } from '../contract/engine.ts';
import { mergeLineSearches } from '../contract/step-search.ts';

/** Derivatives over neighbouring runs of coordinates, in order, as one. */
export const joinDerivatives = (parts: readonly Derivatives[]): Derivatives => {
  const searches = parts.flatMap(({ search }) => search ?? []);
  return {
    values: concatenated(parts.map(({ values }) => values)),
    errorBound: parts.every(({ errorBound }) => errorBound !== null)
      ? concatenated(parts.map(({ errorBound }) => errorBound!))
      : null,
    halfJumps: parts.every(({ halfJumps }) => halfJumps)
      ? concatenated(parts.map(({ halfJumps }) => halfJumps!))
      : undefined,
    evaluations: parts.reduce((sum, { evaluations }) => sum + evaluations, 0),
    kinks: {
      coordinates: parts.flatMap(({ kinks }) => kinks.coordinates),
      resolved: parts.every(({ kinks }) => kinks.resolved),
      at: parts.reduce((most, { kinks }) => Math.max(most, kinks.at), 0),
      oneSided: parts.flatMap(({ kinks }) => kinks.oneSided),
    },
    nonFinite: parts.find(({ nonFinite }) => nonFinite !== null)?.nonFinite ?? null,
    search: searches.length > 0 ? searches.reduce(mergeLineSearches) : undefined,
  };
};

const concatenated = (arrays: readonly Float64Array[]): Float64Array => {
  const joined = new Float64Array(arrays.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const array of arrays) {
    joined.set(array, at);
    at += array.length;
  }
  return joined;
};
