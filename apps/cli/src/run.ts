import { CommanderError } from 'commander';
import { EXIT_STATUS } from './exit-status.ts';
import { createProgram } from './program.ts';
import { errorJson } from './reporters/json.ts';
import { type Terminal, withSafeErrors } from './terminal.ts';
import { usageMistakes } from './usage-mistakes.ts';
import { isFleetError, messageOf } from './words/message-of.ts';

/** What is asked of every command. */
const flagsOf = (args: readonly string[]): string[] => {
  const end = args.indexOf('--');
  return end < 0 ? [...args] : args.slice(0, end);
};

/** Whether standard output is for a program that reads JSON. */
const asksForJson = (flags: readonly string[]): boolean =>
  flags.includes('--json') ||
  flags.some((flag, k) => {
    const list = flag === '--reporter' ? (flags[k + 1] ?? '') : (/^--reporter=(.*)/.exec(flag)?.[1] ?? '');
    return list.split(',').includes('json');
  });

/** A command line that does and says nothing: it is parsed, that is all. */
const inertProgram = () => {
  const silent = { out: () => {}, err: () => {}, color: false, width: 80, progress: null };
  const program = createProgram({
    args: [],
    terminal: silent,
    signal: new AbortController().signal,
    finish: () => {},
  });
  for (const command of program.commands) command.action(() => {});
  return program;
};

/** Why a command ended without a result. */
interface Failure {
  readonly messages: readonly string[];
  readonly status: number;
}

const failureOf = async (error: unknown, args: readonly string[], signal: AbortSignal): Promise<Failure> => {
  if (error instanceof CommanderError)
    return { messages: await usageMistakes(args, error, inertProgram), status: EXIT_STATUS.badInput };
  if (signal.aborted) return { messages: ['interrupted'], status: EXIT_STATUS.interrupted };
  const isFleets = error instanceof Error && isFleetError(error);
  return {
    messages: [messageOf(error)],
    status: isFleets ? EXIT_STATUS.fleetFailed : EXIT_STATUS.badInput,
  };
};

/** Runs the command line `args` and returns the exit status; whatever goes wrong becomes one message on standard error, and with --json an object on standard output. */
export const run = async (args: readonly string[], given: Terminal, signal: AbortSignal): Promise<number> => {
  const flags = flagsOf(args);
  let status: number = EXIT_STATUS.correct;
  let isSilent = true;
  const out = (text: string) => {
    isSilent = false;
    given.out(text);
  };
  const terminal = withSafeErrors({ ...given, out, color: given.color && !flags.includes('--no-color') });
  try {
    if (args.every((arg) => arg === '--no-color' || arg === '--debug')) {
      const { overview } = await import('./commands/overview.ts');
      return await overview(terminal);
    }
    const program = createProgram({ args, terminal, signal, finish: (ended) => (status = ended) });
    await program.parseAsync([...args], { from: 'user' });
    return status;
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return EXIT_STATUS.correct;
    if (error instanceof CommanderError && error.code === 'commander.help') {
      terminal.err('gradproof: no command is given; the commands are listed above.\n');
      return EXIT_STATUS.badInput;
    }
    const failure = await failureOf(error, args, signal);
    for (const message of failure.messages) terminal.err(`gradproof: ${message}\n`);
    if (flags.includes('--debug') && error instanceof Error) terminal.err(`${error.stack}\n`);
    const isTold = signal.aborted || !isSilent || !asksForJson(flags);
    if (!isTold) out(`{"error":${errorJson(failure.messages.join('\n'), failure.status)}}\n`);
    return failure.status;
  }
};
