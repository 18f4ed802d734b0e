/**
 * Mutants that no test can kill, since they change nothing that can be seen: the file (its end), the text that is changed, what to (without
 * it: all changes of the text), and why.
 */
export const EQUIVALENT = [
  {
    file: 'diagnose/evidence/axis-orders.ts',
    text: 'k < places.length',
    change: '<=',
    why: 'It writes one entry beyond a typed array, which keeps nothing there.',
  },
  {
    file: 'diagnose/evidence/network-replay.ts',
    text: 'at < z.length',
    change: '<=',
    why: 'It counts one entry beyond a typed array, which keeps nothing there.',
  },
  {
    file: 'diagnose/evidence/network-replay.ts',
    text: 'forward === null',
    change: 'true',
    why: 'The same pass runs again: it takes longer.',
  },
  {
    file: 'diagnose/kinds/entries.ts',
    text: 'right < ascending.length',
    change: '<=',
    why: 'The entry beyond the last is undefined, the sum NaN, and the loop ends.',
  },
  {
    file: 'diagnose/kinds/entries.ts',
    text: 'place < sizes.length',
    change: '<=',
    why: 'The entry beyond the last is undefined, and not larger than anything.',
  },
  {
    file: 'diagnose/kinds/permuted.ts',
    text: '!isRearranged(tensor)',
    change: 'false',
    why: 'It only saves time: the norms differ by no more than the residual of a right order (triangle inequality).',
  },
  {
    file: 'diagnose/kinds/transposed.ts',
    text: '!isRearranged(tensor)',
    change: 'false',
    why: 'It only saves time: the norms differ by no more than the residual of a right order (triangle inequality).',
  },
  {
    file: 'diagnose/kinds/permuted.ts',
    text: '0.5 + random()',
    change: '-',
    why: 'Other random weights tell slices apart as well.',
  },
  {
    file: 'diagnose/kinds/permuted.ts',
    text: 'sums[slice]! += weights[within]! * values[place]!',
    change: '-=',
    why: 'All signatures change their sign: slices are paired the same way.',
  },
  {
    file: 'diagnose/kinds/scale.ts',
    text: 'factor < 0',
    change: '<=',
    why: 'A factor is never 0: that explains a gradient of zeros, which has its own kind before this one.',
  },
  {
    file: 'diagnose/kinds/scale.ts',
    text: 'beyond < 0',
    change: '<=',
    why: 'It is 0 for a factor of ±1: the gradient is right, or of the wrong sign, which has its own kind before this one.',
  },
  {
    file: 'diagnose/kinds/scale.ts',
    text: 'Math.abs(factor) < 1',
    change: '<=',
    why: 'A factor of ±1 has been written before.',
  },
  {
    file: 'diagnose/kinds/regularization.ts',
    text: 'coefficient > 0',
    change: '>=',
    why: 'A coefficient of 0 explains nothing that is wrong.',
  },
  {
    file: 'diagnose/kinds/permuted.ts',
    text: '0.5',
    why: 'Other random weights tell slices apart as well.',
  },
  {
    file: 'findings/other-point.ts',
    text: '0x5eed',
    why: 'Other random directions tell points apart as well.',
  },
  {
    file: 'findings/point-of-gradient.ts',
    text: 'eta < 0',
    change: '<=',
    why: 'A step of length 0 has been left out before.',
  },
  {
    file: 'numerics/central-difference.ts',
    text: 'i < quotients.length',
    change: '<=',
    why: 'writing beyond the end of a typed array changes nothing',
  },
  {
    file: 'numerics/point-on.ts',
    text: 'i < point.length',
    change: '<=',
    why: 'writing beyond the end of a typed array changes nothing',
  },
  {
    file: 'compare/compare-shard.ts',
    text: 'i < residual.length',
    change: '<=',
    why: 'writing beyond the end of a typed array changes nothing',
  },
  { file: 'numerics/direction.ts', text: 'from < end', change: '<=', why: 'a block without terms adds 0' },
  {
    file: 'numerics/sum-of-squares.ts',
    text: '8',
    change: '32',
    why: 'a longer buffer holds the same number',
  },
  {
    file: 'numerics/sum-of-squares.ts',
    text: 'MIN_EXPONENT = -1022',
    change: '-4088',
    why: 'the exponent of subnormal numbers is −1023 then: the same sum',
  },
  {
    file: 'numerics/sum-of-squares.ts',
    text: 'LEAST_PLAIN = 2 ** -600',
    change: '2 ** -600 · 4',
    why: 'the scaled sum is the same number: every scaling is by a power of 2',
  },
  {
    file: 'numerics/sum-of-squares.ts',
    text: 'LEAST_PLAIN = 2 ** -600',
    change: '2 ** -600 / 4',
    why: 'squares above 2⁻⁶⁰² have their errors above the least float64, too',
  },
  {
    file: 'numerics/sum-of-squares.ts',
    text: 'MOST_PLAIN = 2 ** 900',
    change: '2 ** 900 · 4',
    why: 'sums of 2⁹⁰² leave room for others, too',
  },
  {
    file: 'numerics/sum-of-squares.ts',
    text: 'MOST_PLAIN = 2 ** 900',
    change: '2 ** 900 / 4',
    why: 'the scaled sum is the same number: every scaling is by a power of 2',
  },
  {
    file: 'numerics/sum-of-squares.ts',
    text: 'plain.high >= LEAST_PLAIN && plain.high <= MOST_PLAIN',
    change: 'false',
    why: 'the scaled sum is the same number: every scaling is by a power of 2',
  },
  {
    file: 'numerics/sum-of-squares.ts',
    text: 'plain.high >= LEAST_PLAIN',
    change: '>',
    why: 'the scaled sum is the same number: every scaling is by a power of 2',
  },
  {
    file: 'numerics/sum-of-squares.ts',
    text: 'plain.high <= MOST_PLAIN',
    change: '<',
    why: 'the scaled sum is the same number: every scaling is by a power of 2',
  },
  {
    file: 'compare/compare-shard.ts',
    text: 'kinks.resolved',
    change: 'false',
    why: 'a copy of the residuals has the same sums',
  },
  {
    file: 'compare/compare-shard.ts',
    text: 'kinkFree === residual',
    change: 'false',
    why: 'the same numbers are added up once more',
  },
  {
    file: 'compare/worst-entries.ts',
    text: 'left > right',
    change: '>=',
    why: 'equal ones are ordered before',
  },
  {
    file: 'compare/worst-entries.ts',
    text: 'leading.length === WORST_ENTRIES',
    change: 'false',
    why: 'smaller residuals are dropped later, by sorting',
  },
  { file: 'taylor/taylor-remainder.ts', text: '0x7a41', why: 'another direction is as good' },
  {
    file: 'incremental/linear-increment.ts',
    text: 'unit < units',
    change: '<=',
    why: 'filling beyond the end of a typed array changes nothing',
  },
  {
    file: 'incremental/linear-increment.ts',
    text: 'first < last',
    change: '<=',
    why: 'the range of no moved rows ends before it begins',
  },
  {
    file: 'incremental/linear-increment.ts',
    text: 'movesWeights',
    change: 'true',
    why: 'a product of no rows adds nothing',
  },
  {
    file: 'incremental/linear-increment.ts',
    text: 'last - first',
    change: '+',
    why: 'the slope has no room for the rows after them: writing beyond the end of a typed array changes nothing',
  },
  {
    file: 'incremental/linear-increment.ts',
    text: 'at < end',
    change: '<=',
    why: 'the row has been passed then, whatever the next one begins with',
  },
  {
    file: 'incremental/linear-increment.ts',
    text: 'row < weights + units * inputs',
    change: '<=',
    why: 'writing beyond the end of a typed array changes nothing',
  },
  {
    file: 'incremental/linear-increment.ts',
    text: 'moved.length === inputs && !move?.movesWeights',
    change: 'false',
    why: 'a copy of the weights has the same product',
  },
  {
    file: 'incremental/directional-derivatives.ts',
    text: '2 * theta[at]! + move',
    change: '-',
    why: 'the squares of both sides cancel in their difference',
  },
  {
    file: 'incremental/directional-derivatives.ts',
    text: 'delta && moves[layer]?.movesWeights',
    change: 'true',
    why: 'the opposite step is followed, too, and gives the same with the opposite sign',
  },
  {
    file: 'incremental/directional-derivatives.ts',
    text: 'delta && moves[layer]?.movesWeights',
    change: '||',
    why: 'the opposite step is followed, too, and gives the same with the opposite sign',
  },
  {
    file: 'incremental/directional-derivatives.ts',
    text: 'plus.isOdd',
    change: 'false',
    why: 'the opposite step is followed, too, and gives the same with the opposite sign',
  },
  {
    file: 'incremental/directional-derivatives.ts',
    text: 'z[at]! - kink',
    change: '+',
    why: 'all kinks are at 0',
  },
  {
    file: 'incremental/kinks.ts',
    text: 'z - kink',
    change: '+',
    why: 'all kinks are at 0',
  },
  {
    file: 'incremental/kinks.ts',
    text: 'r < examples',
    change: '<=',
    why: 'writing beyond the end of a typed array changes nothing',
  },
  {
    file: 'incremental/pass-at-theta.ts',
    text: 'holds && !holds(value, delta)',
    change: 'true',
    why: 'the general increment is the closed form’s, but for a few roundings',
  },
  {
    file: 'incremental/known-units.ts',
    text: 'run.from > unit',
    change: '>=',
    why: 'a run that begins at the unit holds it: there is no gap to end',
  },
  {
    file: 'incremental/rounding-along.ts',
    text: 'v === 0',
    change: 'false',
    why: 'terms of 0 add 0',
  },
  {
    file: 'incremental/rounding-along.ts',
    text: 'at < values.length',
    change: '<=',
    why: 'writing beyond the end of a typed array changes nothing',
  },
  {
    file: 'incremental/shard-derivatives.ts',
    text: 'unit < until',
    change: '<=',
    why: 'what is written of the next unit, that unit’s own run writes over',
  },
  {
    file: 'incremental/shard-derivatives.ts',
    text: 'Math.min(row + width, end)',
    change: 'Math.max',
    why: 'what is written beyond a row, the next row writes over; beyond the shard, nothing',
  },
  {
    file: 'incremental/shard-derivatives.ts',
    text: 'from * width',
    change: '/',
    why: 'a bias has width 1, and weights are taken with all units of their segment',
  },
  {
    file: 'textbook/textbook-evaluator.ts',
    text: "typeof answer === 'number'",
    change: 'false',
    why: 'a number that is awaited is the same number',
  },
  {
    file: 'noise/noise-of-cost.ts',
    text: 'value + along * spacing[i]!',
    change: '-',
    why: 'the line is passed from its other end',
  },
];

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
