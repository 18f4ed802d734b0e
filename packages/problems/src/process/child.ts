import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';
import { onExit } from 'signal-exit';
import { type ByteReader, createByteReader } from './byte-reader.ts';

/** How a child ended: by itself, by a signal, or not at all begun. */
export interface Ending {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly error: Error | null;
}

/** A running program that is talked to over its standard streams. */
export interface Child {
  /** Writes to its standard input; nothing happens once it has ended. */
  readonly write: (pieces: readonly Uint8Array[]) => void;
  /** Its standard output. */
  readonly output: ByteReader;
  /** The end of what it wrote to standard error. */
  readonly stderr: () => string;
  readonly ended: Promise<Ending>;
  /** Ends it and all that it started, at once. */
  readonly kill: () => void;
  /** Closes its standard input and gives it `grace` ms to end by itself, then kills. */
  readonly end: (grace: number) => Promise<void>;
}

/** How much of standard error is kept, in characters. */
const KEPT = 8192;
/** How long the streams of a child that has ended may still bring something, in ms. */
const DRAIN = 500;

/**
 * Starts a program, through no shell, in a process group of its own: Ctrl-C reaches only us, and killing the group ends what the
 * program has started, too. It is killed when this process ends in any way that can be noticed; otherwise the closed standard input
 * ends the program. Throws what the system says of a program that it doesn't even try to start.
 */
export const startChild = (
  [program, ...args]: readonly [string, ...string[]],
  { folder, env }: { readonly folder: string; readonly env: NodeJS.ProcessEnv },
): Child => {
  const child = spawn(program, args, { cwd: folder, env, stdio: 'pipe', detached: true, windowsHide: true });
  const kill = (): void => killGroup(child.pid);
  const forget = onExit(kill);
  const ended = endingOf(child).finally(forget);
  child.stdin.on('error', () => {}); // it has ended: the reader finds out how
  return {
    write: (pieces) => writeAll(child, pieces),
    output: createByteReader(child.stdout),
    stderr: keepEnd(child.stderr),
    ended,
    kill,
    end: async (grace) => {
      child.stdin.end();
      child.stdout.destroy(); // no answer is awaited any more
      const patience = new AbortController();
      const tired = delay(grace, undefined, { signal: patience.signal }).then(kill, () => {});
      await ended;
      patience.abort();
      await tired;
    },
  };
};

const killGroup = (pid: number | undefined): void => {
  if (pid === undefined) return; // never started
  try {
    process.kill(process.platform === 'win32' ? pid : -pid, 'SIGKILL');
  } catch {
    // nothing of the group is left
  }
};

/** How the child ends, known once its streams have ended, too; what it started is killed with it. */
const endingOf = (child: ChildProcessWithoutNullStreams): Promise<Ending> =>
  new Promise((resolve) => {
    child.on('error', (error) => resolve({ code: null, signal: null, error }));
    child.on('exit', () => {
      killGroup(child.pid); // what it started and left behind
      const drained = setTimeout(() => closeOutputs(child), DRAIN); // what left the group may hold them open, or not all was read
      child.on('close', () => clearTimeout(drained));
    });
    child.on('close', (code, signal) => resolve({ code, signal, error: null }));
  });

const closeOutputs = ({ stdout, stderr }: ChildProcessWithoutNullStreams): void => {
  stdout.destroy();
  stderr.destroy();
};

/** Writes in one system call what can still be written. */
const writeAll = ({ stdin }: ChildProcessWithoutNullStreams, pieces: readonly Uint8Array[]): void => {
  if (!stdin.writable) return;
  stdin.cork();
  for (const piece of pieces) stdin.write(piece);
  stdin.uncork();
};

/** Reads the stream, and gives the end of what has come. */
const keepEnd = (stream: NodeJS.ReadableStream): (() => string) => {
  let kept = '';
  stream.setEncoding('utf8');
  stream.on('data', (text: string) => (kept = (kept + text).slice(-KEPT)));
  return () => kept;
};
