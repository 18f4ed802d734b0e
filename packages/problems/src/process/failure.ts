import { safeMessage } from '@gradproof/model';
import type { Ending } from './child.ts';

/** Why a process didn't answer. */
export type Failure =
  /** It ended, or could not be started: its ending says which. */
  | { readonly kind: 'ended' }
  /** It runs, but has closed its standard output. */
  | { readonly kind: 'closed' }
  | { readonly kind: 'timed-out'; readonly seconds: number }
  /** It wrote something to standard output that is no frame. */
  | { readonly kind: 'noise'; readonly text: string }
  /** A frame, but not one that answers. */
  | { readonly kind: 'nonsense'; readonly what: string }
  /** It answers that its own function failed. */
  | { readonly kind: 'refused'; readonly error: string };

/** Carries a failure to where its message is made. */
export class ProcessFailure extends Error {
  override readonly name = 'ProcessFailure';
  readonly failure: Failure;

  constructor(failure: Failure) {
    super(failure.kind);
    this.failure = failure;
  }
}

/** What is said of a program that could not be started: `why`, and whose command it is. */
export const unstartedText = (why: string, file: string | undefined): string =>
  `could not be started: ${why}.${file === undefined ? '' : ` It is the command of ${file}.`}`;

const endingText = ({ code, signal, error }: Ending, { asked, why, file }: Circumstances): string => {
  if (error) return unstartedText(why(error), file);
  const how = signal === null ? `with status ${code}` : `by the signal ${signal}`;
  return `ended ${how} instead of answering ${asked}.`;
};

/** What messages call a process, and what they advise. */
export interface Wording {
  /** What failed: a command, or a module's name. */
  readonly subject: string;
  /** The file that names the command. */
  readonly file?: string | undefined;
  /** How to give it longer: `set "timeLimit" …`. */
  readonly longer: string;
  /** Why it ended, where the end of its standard error says that: `needed more than 64 MiB of memory.` */
  readonly reasonOf?: (stderr: string) => string | null;
}

/** What is known of a process that failed. */
interface Circumstances extends Wording {
  /** What it was asked. */
  readonly asked: string;
  /** Why it could not be started. */
  readonly why: (error: Error) => string;
  /** Null for one that goes on. */
  readonly ending: Ending | null;
  readonly stderr: string;
}

const failureText = (failure: Failure, circumstances: Circumstances): string => {
  const { asked, ending, longer } = circumstances;
  switch (failure.kind) {
    case 'ended':
      return endingText(ending!, circumstances);
    case 'closed':
      return `closed its standard output instead of answering ${asked}, and was ended.`;
    case 'timed-out':
      return `gave no answer to ${asked} within ${failure.seconds} s and was ended. If it only needs longer, ${longer}.`;
    case 'noise':
      return `printed to standard output, which carries its answers: ${JSON.stringify(shown(failure.text))}. Print to standard error instead.`;
    case 'nonsense':
      return `gave an invalid answer to ${asked}: ${shown(failure.what)}. docs/process-protocol.md describes answers.`;
    case 'refused':
      return failure.error.trim() === ''
        ? `failed at ${asked}, and gave no reason.`
        : `failed at ${asked}: ${shown(failure.error)}`;
  }
};

/** Characters of a text of others that a message repeats. */
const LONGEST_SHOWN = 500;

const shown = (text: string): string => safeMessage(text, LONGEST_SHOWN);

/** Lines of standard error that are repeated. */
const LAST_LINES = 12;

const lastLines = (text: string): string => {
  const lines = text.trimEnd().split('\n').slice(-LAST_LINES);
  if (lines.join('') === '') return '';
  return `\nThe end of its standard error:\n${lines.map((line) => `    ${shown(line)}`).join('\n')}`;
};

/** The failure in words: who, what it was asked, what went wrong, what to do, and the end of its standard error. */
export const describeFailure = (failure: Failure, circumstances: Circumstances): string => {
  const { subject, stderr, reasonOf } = circumstances;
  const reason = failure.kind === 'ended' ? reasonOf?.(stderr) : null;
  if (reason) return `${shown(subject)} ${reason}`;
  if (failure.kind === 'refused' && failure.error.includes(subject)) return shown(failure.error);
  return `${shown(subject)} ${failureText(failure, circumstances)}${lastLines(stderr)}`;
};
