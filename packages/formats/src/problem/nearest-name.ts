import { closest, distance } from 'fastest-levenshtein';

/**
 * The known name that was probably meant.
 *
 * @param given A name as somebody typed it.
 * @param known Names that there are.
 * @returns The nearest of them, whatever its case; undefined when none is near.
 */
export const nearestName = (given: string, known: readonly string[]): string | undefined => {
  if (known.length === 0 || given.length > 100) return undefined;
  const name = closest(
    given.toLowerCase(),
    [...known].map((candidate) => candidate.toLowerCase()),
  );
  const index = known.findIndex((candidate) => candidate.toLowerCase() === name);
  return distance(given.toLowerCase(), name) <= Math.max(2, Math.floor(given.length / 3))
    ? known[index]
    : undefined;
};

/** `; did you mean "relu"?`, or nothing. */
export const didYouMean = (given: string, known: readonly string[]): string => {
  const name = nearestName(given, known);
  return name === undefined ? '' : `; did you mean "${name}"?`;
};
