import type { InputRemedy } from '@gradproof/formats';
import type { Remedy } from '@gradproof/report';

// The one place that words remedies as options and commands of the command line.

/** What would settle a check, as options; undefined where it isn't one of options. */
export const wordRemedy = (remedy: Remedy): string | undefined => {
  switch (remedy.kind) {
    case 'smaller-step':
      return `use an --epsilon below ${remedy.below}`;
    case 'larger-step':
      return `use an --epsilon above ${remedy.above}`;
    case 'searched-steps':
      return 'leave out --epsilon';
    case 'larger-threshold':
      return 'use a larger --threshold';
    case 'textbook-method':
      return 'check with --method textbook';
    case 'coverage':
      return `use --coverage ${remedy.coverages.includes('sample') ? 'full or sample=N' : 'full'}`;
    default:
      return undefined;
  }
};

/** What would help with an input that can't be used. */
const WORDS: Readonly<Record<InputRemedy['kind'], string>> = {
  'replace-file': '--force replaces it.',
  'write-example': 'gradproof init FOLDER writes one to start from.',
  'differentiate-only': 'gradproof differentiate works without it.',
  'name-modules-folder': '--modules names the folder that holds it.',
};

/** How a problem's process is given longer for an answer. */
export const LONGER_EVALUATIONS =
  'set "timeLimit" (seconds) in problem.json\'s process, or give --evaluation-seconds';

/** The message of an error of a library, with what its remedy, if it has one, means here. By name: the library is loaded only when needed. */
export const withRemedy = (error: Error & { readonly remedy?: InputRemedy }): string =>
  error.remedy === undefined ? error.message : `${error.message} ${WORDS[error.remedy.kind]}`;
