/**
 * Mutants that no test can kill, since they change nothing that can be seen: the file (its end), the text that is changed, what to (without
 * it: all changes of the text), and why.
 */
export const EQUIVALENT = [];

const matches = (entry, mutant) =>
  mutant.file.endsWith(entry.file) &&
  mutant.original === entry.text &&
  (entry.change === undefined || entry.change === mutant.change);

export const isEquivalent = (mutant) => EQUIVALENT.some((entry) => matches(entry, mutant));

/** Entries of a file that match none of its mutants: the source has changed. */
export const staleEntries = (file, mutants) =>
  EQUIVALENT.filter(
    (entry) => file.endsWith(entry.file) && !mutants.some((mutant) => matches(entry, mutant)),
  );
