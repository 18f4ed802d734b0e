/** Longest name that is compared: the time is the product of both lengths. */
const LONGEST = 100;

/** Insertions, deletions, replacements and exchanges of neighbours that turn one text into the other (optimal string alignment). */
const editDistance = (a: string, b: string): number => {
  let [before, last] = [new Array<number>(b.length + 1).fill(0), Array.from({ length: b.length + 1 }, (_, j) => j)]; // prettier-ignore
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = last[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      const isExchange = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      row[j] = Math.min(last[j]! + 1, row[j - 1]! + 1, replaced, isExchange ? before[j - 2]! + 1 : Infinity);
    }
    [before, last] = [last, row];
  }
  return last[b.length]!;
};

/** Case and separators are no mistakes. */
const plain = (name: string): string => name.toLowerCase().replace(/[_ ]/g, '-');

/**
 * The known name that was probably meant.
 *
 * @param given A name as somebody typed it.
 * @param known Names that there are.
 * @returns The nearest of them, whatever its case and separators; undefined when none is within two edits (of less than four letters: half), or a third of its length.
 */
export const nearestName = (given: string, known: readonly string[]): string | undefined => {
  if (given.length > LONGEST) return undefined;
  const most = Math.max(Math.min(2, Math.floor(given.length / 2)), Math.floor(given.length / 3));
  const distances = known.map((name) =>
    Math.abs(name.length - given.length) > most ? Infinity : editDistance(plain(given), plain(name)),
  );
  const least = Math.min(...distances);
  return least <= most ? known[distances.indexOf(least)] : undefined;
};

/** `; did you mean "relu"?`, or nothing. */
export const didYouMean = (given: string, known: readonly string[]): string => {
  const name = nearestName(given, known);
  return name === undefined ? '' : `; did you mean "${name}"?`;
};
