import type { InputRemedy } from '@gradproof/formats';

/** Remedies as options and commands of the command line: the one place that words them. */
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
