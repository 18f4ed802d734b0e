const COUNTS = ['right', 'incorrect', 'inconclusive', 'beyond', 'passed', 'seen', 'found'];

/** The counts of all trials together. */
export const totalOf = (trials) => {
  const total = Object.fromEntries(COUNTS.map((name) => [name, 0]));
  for (const trial of trials) for (const name of COUNTS) total[name] += trial[name];
  return total;
};
