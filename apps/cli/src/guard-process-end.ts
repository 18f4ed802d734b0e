import { thrownText } from '@gradproof/model';
import process from 'node:process'; // a module may delete the global one
import { EXIT_STATUS } from './exit-status.ts';
import { exitWith } from './our-process.ts';
import type { Terminal } from './terminal.ts';

const flushed = (stream: NodeJS.WriteStream): Promise<void> =>
  new Promise((resolve) => stream.write('', () => resolve()));

/** This process's end, which only gradproof decides. */
export interface ProcessEnd {
  /** Ends the process at once, with this exit status. */
  readonly now: (status: number) => never;
  /** The same with a message and the status of bad input. */
  readonly fail: (message: string) => never;
  /** The same when all that was written has gone out. */
  readonly afterOutput: (status: number) => Promise<never>;
}

/**
 * A module runs in this process, and could end it with the status of a verdict without a check. One that calls process.exit, waits for
 * what never comes, or leaves an uncaught error behind gets one message and status 2. What it left open (timers, sockets,
 * processes) holds up no end.
 */
export const guardProcessEnd = ({ err }: Terminal, isDebug: boolean): ProcessEnd => {
  let isOurs = false;
  const now = (status: number): never => {
    isOurs = true;
    return exitWith(status);
  };
  const fail = (message: string, stack = ''): never => {
    err(`gradproof: ${message}\n${stack}`);
    return now(EXIT_STATUS.badInput);
  };
  const endForThrown = (thrown: unknown): never =>
    fail(
      `${thrownText(thrown)}: thrown by a promise, timer or listener that nobody waited for, most likely of the problem's code. Wait for it there, or catch it.`,
      isDebug && thrown instanceof Error ? `${thrown.stack}\n` : '',
    );
  process.on('uncaughtException', endForThrown).on('unhandledRejection', endForThrown);
  process.on('beforeExit', () =>
    fail('The problem never answers: one of its promises is never settled, and nothing else goes on.'),
  );
  process.on('exit', (code) => {
    if (isOurs) return;
    fail(
      `The problem's code ended this process (process.exit, status ${code}) before there was a verdict. Take that call out.`,
    );
  });
  return {
    now,
    fail,
    afterOutput: async (status) => {
      await Promise.all([flushed(process.stdout), flushed(process.stderr)]);
      return now(status);
    },
  };
};
