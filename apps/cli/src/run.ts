import { thrownText } from '@gradproof/model';
import { CommanderError } from 'commander';
import { EXIT_STATUS } from './exit-status.ts';
import { createProgram } from './program.ts';
import { type Terminal, withSafeErrors } from './terminal.ts';
import { withRemedy } from './words/remedy.ts';

/** The fleet's own troubles, not the problem's: by name, since the fleet's packages are loaded only when needed. */
const isFleetError = (error: Error): boolean => error.name === 'FleetError' || error.name === 'StoreError';

const isInputError = (error: Error): boolean => error.name === 'InputError' || error.name === 'ShapeError';

/** The disk's complaints name their file: they are input, not bugs. */
const isSystemError = (error: Error): boolean => 'syscall' in error;

const messageOf = (error: unknown): string => {
  if (!(error instanceof Error)) return thrownText(error);
  if (isInputError(error) || isFleetError(error) || isSystemError(error)) return withRemedy(error);
  return `${thrownText(error)}. This is a bug of gradproof: please report it, with the output of --debug.`;
};

/** Runs the command line `args` and returns the exit status; whatever goes wrong becomes one message on standard error. */
export const run = async (args: readonly string[], given: Terminal, signal: AbortSignal): Promise<number> => {
  const terminal = withSafeErrors(given);
  let status: number = EXIT_STATUS.correct;
  const program = createProgram({ terminal, signal, finish: (ended) => (status = ended) });
  try {
    if (args.length === 0) {
      terminal.err(program.helpInformation());
      return EXIT_STATUS.badInput;
    }
    await program.parseAsync([...args], { from: 'user' });
    return status;
  } catch (error) {
    if (error instanceof CommanderError) {
      if (error.exitCode === 0) return 0;
      if (error.code === 'commander.help')
        terminal.err('gradproof: no command is given; the commands are listed above.\n');
      return EXIT_STATUS.badInput;
    }
    if (signal.aborted) {
      terminal.err('gradproof: interrupted\n');
      return EXIT_STATUS.interrupted;
    }
    terminal.err(`gradproof: ${messageOf(error)}\n`);
    if (args.includes('--debug') && error instanceof Error) terminal.err(`${error.stack}\n`);
    return error instanceof Error && isFleetError(error) ? EXIT_STATUS.fleetFailed : EXIT_STATUS.badInput;
  }
};
