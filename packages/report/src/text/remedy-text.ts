import type { Report } from '@gradproof/core/report';

/** What would settle a check, as data. */
export type Remedy = NonNullable<Report['remedies']>[number];

/**
 * Words a remedy in the terms of a program: `use an --epsilon below 1e-7`. It is part of a sentence: it begins with a small letter and ends
 * without a full stop. Undefined where the words of the report itself will do.
 */
export type WordRemedy = (remedy: Remedy) => string | undefined;

/** The remedies as a sentence, the most promising first, with a space before it; nothing where there are none. */
export const remedySentence = (remedies: Report['remedies'] = [], wordRemedy?: WordRemedy): string => {
  if (remedies.length === 0) return '';
  const sentence = alternatives(remedies.map((remedy) => wordRemedy?.(remedy) ?? inPlainWords(remedy)));
  return ` ${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}.`;
};

/** "a", "a, or b", "a, b, or c": with a comma in any case, since words may have an "or" of their own. */
const alternatives = (words: readonly string[]): string =>
  words.length === 1 ? words[0]! : `${words.slice(0, -1).join(', ')}, or ${words.at(-1)}`;

/** A remedy without the name of any option. */
const inPlainWords = (remedy: Remedy): string => {
  switch (remedy.kind) {
    case 'smaller-step':
      return `use a step below ${remedy.below}`;
    case 'larger-step':
      return `use a step above ${remedy.above}`;
    case 'searched-steps':
      return 'give no step';
    case 'larger-threshold':
      return `use a threshold of ${remedy.above}`;
    case 'textbook-method':
      return 'check by the textbook method';
    case 'coverage':
      return remedy.coverages.includes('sample')
        ? 'check every coordinate, or a sample of them'
        : 'check every coordinate';
    case 'another-point':
      return 'check at another point';
    case 'deterministic-cost':
      return 'make the cost deterministic (seed its random numbers anew at every evaluation, switch dropout off)';
    case 'stateless-cost':
      return 'make the cost depend on its parameters alone, not on what was evaluated before';
    case 'precise-gradient':
      return 'give the gradient in float64, or as a function, whose own rounding can be measured';
    case 'precise-cost':
      return 'compute the cost more precisely (float64 throughout, a tighter solver)';
    case 'losses':
      return 'give the loss of each example in place of their sum, which is then taken in float64';
    case 'smoother-cost':
      return 'use a smoother cost';
  }
};
