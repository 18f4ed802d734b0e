import { spawn } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { until } from './until.ts';

/** How a process ended. */
export interface Ending {
  readonly status: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A process of its own group: what it starts is signalled with it. */
export interface StartedProcess {
  readonly pid: number;
  readonly ended: Promise<Ending>;
  /** What it has written by now. */
  readonly stdout: () => string;
  readonly stderr: () => string;
  /** Sends the signal to it and to all that it started. */
  readonly signalAll: (signal: NodeJS.Signals) => void;
  /** Sends the signal to it alone. */
  readonly signal: (signal: NodeJS.Signals) => void;
  /** Whether it, or anything that it started, is still there. */
  readonly isThere: () => boolean;
}

const sends = (pid: number, signal: NodeJS.Signals | 0): boolean => {
  try {
    return process.kill(pid, signal);
  } catch {
    return false; // nobody is there any more
  }
};

/** Groups of processes that are still there, by their ids; one listener ends them all when this process exits. */
const groups = new Set<number>();
process.once('exit', () => {
  for (const pid of groups) sends(-pid, 'SIGKILL');
});

/** Starts Node on a program; it is killed, with all that it started, when this process exits. */
export const startNode = (
  program: string,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): StartedProcess => {
  const child = spawn(process.execPath, [program, ...args], {
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...environment(), ...env },
  });
  const pid = child.pid!;
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  groups.add(pid);
  const ended = new Promise<Ending>((resolve) => {
    child.once('close', (status, signal) => {
      groups.delete(pid);
      resolve({ status, signal, stdout, stderr });
    });
  });
  return {
    pid,
    ended,
    stdout: () => stdout,
    stderr: () => stderr,
    signalAll: (signal) => void sends(-pid, signal),
    signal: (signal) => void sends(pid, signal),
    isThere: () => sends(-pid, 0),
  };
};

/** Compiled code is kept here: hundreds of processes start faster. */
const CACHE = join(tmpdir(), 'gradproof-fleet-compile-cache');

/** This process's environment without what would change theirs: the fleet's variables, Node's options of the test runner. */
const environment = (): NodeJS.ProcessEnv => ({
  ...Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(GRADPROOF_|NODE_OPTIONS$|VITEST)/.test(name)),
  ),
  NODE_COMPILE_CACHE: CACHE,
});

/** Waits until the process and all that it started are gone. */
export const untilGone = (child: StartedProcess): Promise<unknown> =>
  until(`process ${child.pid} and what it started are gone`, () => !child.isThere(), 30);
