import { nearestName } from '@gradproof/model';
import { type Command, CommanderError } from 'commander';

/** Mistakes that are looked for. */
const MOST = 20;

const CHOICES = /(?:argument|value) '(?<given>.*?)' is invalid\b.*Allowed choices are (?<choices>.*)\.$/;

/** The message of a mistake, with the choice that was probably meant. */
const worded = ({ message }: CommanderError): string => {
  const text = message.replace(/^error: /, '').replace(/\n(?=\(Did)/, ' ');
  const { given, choices } = CHOICES.exec(text)?.groups ?? {};
  const meant = given === undefined ? undefined : nearestName(given, choices!.split(', '));
  return meant === undefined ? text : `${text} (Did you mean ${meant}?)`;
};

/** The command line without the option that the mistake is about, and so many of the words after it. */
const withoutOption = (args: readonly string[], { message }: CommanderError, values: number): string[] => {
  const name = /'(?:-\w, )?(-[^\s',<[]+)/.exec(message)?.[1] ?? '';
  const index = args.findIndex((arg) => arg === name || arg.startsWith(`${name}=`));
  if (name === '' || index < 0) return [];
  return args.toSpliced(index, args[index] === name ? 1 + values : 1);
};

/** The command line as it would be without the mistake, so that the next one shows; empty where there is no telling. */
const mended = (args: readonly string[], error: CommanderError): string[] => {
  switch (error.code) {
    case 'commander.invalidArgument':
      return withoutOption(args, error, 1);
    case 'commander.unknownOption':
    case 'commander.conflictingOption':
    case 'commander.optionMissingArgument':
      return withoutOption(args, error, 0);
    case 'commander.missingArgument':
      return [...args, 'x'];
    case 'commander.missingMandatoryOptionValue':
      return [...args, /'(--[\w-]+)/.exec(error.message)?.[1] ?? '', 'x'];
    default:
      return [];
  }
};

/**
 * Every mistake of a command line, in words.
 *
 * @param args The command line.
 * @param first The mistake that parsing it ended with.
 * @param create Creates the program whose commands do nothing and say nothing.
 */
export const usageMistakes = async (
  args: readonly string[],
  first: CommanderError,
  create: () => Command,
): Promise<string[]> => {
  const mistakes = [worded(first)];
  let rest = mended(args, first);
  let isCertain = first.code !== 'commander.unknownOption'; // what follows an unknown option may be its value, no argument too many
  while (rest.length > 0 && mistakes.length < MOST) {
    const error: unknown = await create()
      .parseAsync(rest, { from: 'user' })
      .then(() => null, (reason: unknown) => reason); // prettier-ignore
    if (!(error instanceof CommanderError) || error.exitCode === 0) break;
    if (error.code === 'commander.excessArguments' && !isCertain) break;
    mistakes.push(worded(error));
    rest = mended(rest, error);
    isCertain &&= error.code !== 'commander.unknownOption';
  }
  return [...new Set(mistakes)];
};
