import { didYouMean } from '@gradproof/model';
import { InvalidArgumentError } from 'commander';

/** A form in which reports are shown, and where: in a file, or on standard output. */
export interface ReporterChoice {
  readonly kind: ReporterKind;
  readonly file?: string;
  /** Whether it is printed on standard error, beside what was asked for. */
  readonly isAside?: boolean;
}

const KINDS = ['text', 'json', 'junit', 'github', 'html'] as const;
type ReporterKind = (typeof KINDS)[number];

/** These are for programs: on standard output each is alone. */
const FOR_PROGRAMS: readonly ReporterKind[] = ['json', 'junit'];

const choiceOf = (text: string): ReporterChoice => {
  const [kind = '', ...rest] = text.trim().split('=');
  const known = KINDS.find((name) => name === kind);
  const file = rest.length === 0 ? undefined : rest.join('=');
  if (known === undefined)
    throw new InvalidArgumentError(`There is no reporter "${kind}"${didYouMean(kind, KINDS) || `; there are ${KINDS.join(', ')}`}.`); // prettier-ignore
  if (file === '' || (known === 'html' && file === undefined))
    throw new InvalidArgumentError(`${known} needs the file to write: ${known}=FILE.`);
  if (file !== undefined && (known === 'text' || known === 'github'))
    throw new InvalidArgumentError(`${known} is printed; it takes no file.`);
  return file === undefined ? { kind: known } : { kind: known, file };
};

/** Whether it is printed for programs. */
export const isForPrograms = ({ kind, file }: ReporterChoice): boolean =>
  file === undefined && FOR_PROGRAMS.includes(kind);

/** Says why the reporters can't go together; null where they can. */
export const conflictOf = (choices: readonly ReporterChoice[]): string | null => {
  const printed = choices.filter(({ kind, file }) => file === undefined && kind !== 'github');
  const [alone] = printed.filter(isForPrograms);
  if (alone !== undefined && printed.length > 1)
    return `On standard output ${alone.kind} is alone: give it a file (${alone.kind}=FILE), or leave out ${printed.find((choice) => choice !== alone)!.kind}.`;
  return choices.filter(({ kind }) => kind === 'html').length > 1
    ? 'The page is written to one file: name html once.'
    : null;
};

/** `text,junit=FILE,html=FILE` as an option's value. */
export const parseReporters = (text: string): ReporterChoice[] => {
  const choices = text.split(',').map(choiceOf);
  const conflict = conflictOf(choices);
  if (conflict !== null) throw new InvalidArgumentError(conflict);
  return choices;
};
