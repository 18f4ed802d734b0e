/**
 * What is counted. trials: with those that have no right gradient in the precision; right: right checks; alone: of these given as arrays alone, though of a function; incorrect, inconclusive: of these. beyond: wrong ones, off by more than the stated limit; passed: of these called
 * correct. seen: wrong by the part that is to be found; found: of these called incorrect. diagnosed: wrong ones called incorrect, that were told why;
 * misnamed: of these with a false cause. nameable: with a mistake that has a name; named: of these by it. threw: checks that ended with an error.
 */
export const COUNTS = [
  'trials',
  'right',
  'alone',
  'incorrect',
  'inconclusive',
  'beyond',
  'passed',
  'seen',
  'found',
  'diagnosed',
  'misnamed',
  'nameable',
  'named',
  'threw',
];

/** Counts of nothing. */
export const noCounts = () => Object.fromEntries(COUNTS.map((name) => [name, 0]));

/** Adds counts to a total. */
export const addCounts = (total, counts) => {
  for (const name of COUNTS) total[name] += counts[name] ?? 0;
  return total;
};

/** The counts of all together. */
export const totalOf = (all) => all.reduce(addCounts, noCounts());
