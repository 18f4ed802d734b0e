import { nearestName } from '@gradproof/model';
import type { Command } from 'commander';

/** `help` and `help COMMAND`; commander's own says nothing of a command that there isn't. */
export const addHelp = (program: Command): void => {
  program
    .helpCommand(false)
    .command('help')
    .description('print the help of a command')
    .argument('[command]')
    .action((name: string | undefined) => {
      const command = name === undefined ? program : program.commands.find((each) => each.name() === name);
      if (command) return command.outputHelp();
      const guess = nearestName(
        name!,
        program.commands.map((each) => each.name()),
      );
      return program.error(`error: unknown command '${name}'${guess ? `\n(Did you mean ${guess}?)` : ''}`);
    });
};
