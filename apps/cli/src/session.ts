import type { Terminal } from './terminal.ts';

/** What every command gets from the process that runs it. */
export interface Session {
  /** The command line. */
  readonly args: readonly string[];
  readonly terminal: Terminal;
  /** Aborts when the user interrupts. */
  readonly signal: AbortSignal;
  /** Takes the command's exit status. */
  readonly finish: (status: number) => void;
}
