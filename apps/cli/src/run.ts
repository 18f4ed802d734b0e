import { CommanderError } from 'commander';
import { EXIT_STATUS } from './exit-status.ts';
import { createProgram } from './program.ts';
import type { Terminal } from './terminal.ts';
import { isFleetError, messageOf } from './words/message-of.ts';

/** Runs the command line `args` and returns the exit status; whatever goes wrong becomes one message on standard error. */
export const run = async (
  args: readonly string[],
  terminal: Terminal,
  signal: AbortSignal,
): Promise<number> => {
  let status: number = EXIT_STATUS.correct;
  const program = createProgram({ terminal, signal, finish: (ended) => (status = ended) });
  try {
    if (args.length === 0) {
      const { overview } = await import('./commands/overview.ts');
      return await overview(terminal);
    }
    await program.parseAsync([...args], { from: 'user' });
    return status;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : EXIT_STATUS.badInput;
    if (signal.aborted) {
      terminal.err('gradproof: interrupted\n');
      return EXIT_STATUS.interrupted;
    }
    terminal.err(`gradproof: ${messageOf(error)}\n`);
    if (args.includes('--debug') && error instanceof Error) terminal.err(`${error.stack}\n`);
    return error instanceof Error && isFleetError(error) ? EXIT_STATUS.fleetFailed : EXIT_STATUS.badInput;
  }
};
