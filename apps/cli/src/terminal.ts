import { safeMessage } from '@gradproof/model';

/** Where a command's output goes. */
export interface Terminal {
  /** Writes to standard output. */
  readonly out: (text: string) => void;
  /** Writes to standard error. */
  readonly err: (text: string) => void;
  /** Whether standard output takes colour codes. */
  readonly color: boolean;
  /** Columns of standard output. */
  readonly width: number;
  /** Where a progress bar can be drawn; null when standard error is no terminal. */
  readonly progress: NodeJS.WriteStream | null;
}

/** The terminal, to whose standard error nothing goes that steers it, nor a line without end: messages quote texts of others. */
export const withSafeErrors = (terminal: Terminal): Terminal => ({
  ...terminal,
  err: (text) => terminal.err(safeMessage(text)),
});

/** Widest column that sentences are wrapped to: longer lines are hard to read. */
const MAX_WIDTH = 100;

/** This process's own standard streams. Colour only on a terminal, and not under NO_COLOR (https://no-color.org). */
export const processTerminal = (): Terminal => {
  const { stdout, stderr, env } = process;
  return {
    out: (text) => void stdout.write(text),
    err: (text) => void stderr.write(text),
    color: stdout.isTTY === true && !env['NO_COLOR'] && env['TERM'] !== 'dumb',
    width: Math.min(stdout.columns ?? MAX_WIDTH, MAX_WIDTH),
    progress: stderr.isTTY === true ? stderr : null,
  };
};
