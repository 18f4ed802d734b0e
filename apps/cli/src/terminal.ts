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
  /** Whether whoever reads standard error makes annotations of it, as GitHub's runner does; false by default. */
  readonly annotates?: boolean;
}

/** The terminal, to whose standard error nothing goes that steers it, nor a line without end: messages quote texts of others. */
export const withSafeErrors = (terminal: Terminal): Terminal => ({
  ...terminal,
  err: (text) => terminal.err(safeMessage(text)),
});

/** Widest column that sentences are wrapped to: longer lines are hard to read. */
const MAX_WIDTH = 100;

/** What of a stream and the environment decides how a text looks. */
interface Surroundings {
  readonly isTTY?: boolean | undefined;
  readonly columns?: number | undefined;
  readonly env: NodeJS.ProcessEnv;
}

/** Colour on a terminal, unless NO_COLOR (https://no-color.org) or a dumb one says no; FORCE_COLOR, as Node reads it, decides before all of these. */
export const takesColor = ({ isTTY, env }: Surroundings): boolean => {
  const forced = env['FORCE_COLOR'];
  if (forced !== undefined) return forced !== '0' && forced !== 'false';
  return isTTY === true && !env['NO_COLOR'] && env['TERM'] !== 'dumb';
};

/** Columns of a text; a terminal that says 0 doesn't know how wide it is. */
export const widthOf = ({ columns }: Pick<Surroundings, 'columns'>): number =>
  Math.min(columns || MAX_WIDTH, MAX_WIDTH);

/** This process's own standard streams. */
export const processTerminal = (): Terminal => {
  const { stdout, stderr, env } = process;
  const { isTTY, columns } = stdout;
  const write = stdout.write.bind(stdout); // as it is before a module's prints are sent to standard error
  return {
    out: (text) => void write(text),
    err: (text) => void stderr.write(text),
    color: takesColor({ isTTY, env }),
    width: widthOf({ columns }),
    progress: stderr.isTTY === true ? stderr : null,
    annotates: env['GITHUB_ACTIONS'] === 'true',
  };
};
