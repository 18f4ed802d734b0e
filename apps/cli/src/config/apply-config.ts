import { InputError } from '@gradproof/model';
import { type Command, InvalidArgumentError } from 'commander';
import type { GradproofConfig } from './config.ts';
import type { LoadedConfig } from './load-config.ts';

type OptionKey = Exclude<keyof GradproofConfig, 'problems'>;

/** The value as the option of the command line takes it. Throws InputError for one that it refuses. */
const parsedBy = (command: Command, file: string, key: OptionKey, value: unknown): unknown => {
  const option = command.options.find((candidate) => candidate.attributeName() === key);
  try {
    return option?.parseArg ? option.parseArg(String(value), undefined) : value;
  } catch (error) {
    if (!(error instanceof InvalidArgumentError)) throw error;
    throw new InputError(`${file}: ${key} is ${JSON.stringify(value)}. ${error.message}`);
  }
};

/**
 * Gives a command the options of a configuration, where the command line doesn't give them.
 *
 * @param command The command, parsed; its options are set.
 * @param loaded The configuration.
 * @throws InputError for values that the command line would refuse, all of them at once.
 */
export const applyConfig = (command: Command, { file, config }: LoadedConfig): void => {
  const mistakes: string[] = [];
  for (const [key, value] of Object.entries(config) as [OptionKey | 'problems', unknown][]) {
    const isGiven = command.getOptionValueSource(key) === 'cli';
    if (key === 'problems' || value === undefined || isGiven) continue;
    try {
      command.setOptionValueWithSource(key, parsedBy(command, file, key, value), 'config');
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      mistakes.push(error.message);
    }
  }
  if (mistakes.length > 0) throw new InputError(mistakes.join(' '));
};
