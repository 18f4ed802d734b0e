import type { Command } from 'commander';

/** Refuses an option of the command that is given twice: which of its values is meant nobody can tell. One that takes several values may be. */
export const refuseRepeated = (command: Command): void => {
  for (const option of command.options.filter(({ variadic }) => !variadic)) {
    let isGiven = false;
    command.on(`option:${option.name()}`, () => {
      if (isGiven) command.error(`error: option '${option.flags}' is given twice`);
      isGiven = true;
    });
  }
};
