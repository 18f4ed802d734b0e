import type { Command, Option } from 'commander';

/** An option as a shell completes it. */
export interface OptionWords {
  readonly name: string;
  readonly description: string;
  /** Whether a value follows. */
  readonly takesValue: boolean;
  readonly choices: readonly string[];
}

/** A command as a shell completes it. */
export interface CommandWords {
  readonly name: string;
  readonly description: string;
  readonly options: readonly OptionWords[];
  /** What its argument may be, where it is one of some words; empty: files. */
  readonly choices: readonly string[];
}

const optionWords = ({ long, description, required, optional, argChoices, hidden }: Option): OptionWords[] =>
  !long || hidden
    ? []
    : [{ name: long, description, takesValue: required || optional, choices: argChoices ?? [] }];

/** The commands of the command line, with their options. */
export const commandWords = (program: Command): CommandWords[] =>
  program.commands.map((command) => ({
    name: command.name(),
    description: command.description(),
    options: [...command.options.flatMap(optionWords), { name: '--help', description: 'show help', takesValue: false, choices: [] }], // prettier-ignore
    choices: command.registeredArguments.flatMap(({ argChoices }) => argChoices ?? []),
  }));
