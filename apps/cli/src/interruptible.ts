import type { CallFunction } from '@gradproof/problems';
import { writeSync } from 'node:fs';
import process from 'node:process'; // a module may delete the global one
import { Script } from 'node:vm';

/** A function whose calls take longer is worth watching: that costs a few tenths of a millisecond each. */
const SLOW_MILLISECONDS = 5;

const HANDED_OVER = Symbol.for('gradproof.interruptible');
const script = new Script("globalThis[Symbol.for('gradproof.interruptible')]()");
const here = globalThis as Record<symbol, unknown>;

const isInterruption = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ERR_SCRIPT_EXECUTION_INTERRUPTED';

/**
 * Ends the process as Ctrl-C that is pressed twice does, at once: what was stopped half-way, a stream perhaps that it wrote to, is in an unknown state
 * by then, so the message goes around the streams.
 */
const endAtOnce = (): void => {
  try {
    writeSync(process.stderr.fd, 'gradproof: interrupted\n');
  } catch {
    // standard error is closed
  }
  process.emit('SIGINT', 'SIGINT');
  process.emit('SIGINT', 'SIGINT');
};

/** Runs what holds the event loop, and with it the listeners of SIGINT, so that Ctrl-C ends it all the same. */
const watched = <Returned>(run: () => Returned): Returned => {
  here[HANDED_OVER] = run;
  try {
    return script.runInThisContext({ breakOnSigint: true, displayErrors: false }) as Returned;
  } catch (error) {
    if (isInterruption(error)) endAtOnce();
    throw error;
  } finally {
    delete here[HANDED_OVER];
  }
};

/**
 * Loads a module so that Ctrl-C ends this process at once, as one that doesn't listen, however long the module's top level holds the event loop:
 * there is nothing yet that would have to be closed.
 */
export const loadInterruptibly = async <Loaded>(run: () => Promise<Loaded>): Promise<Loaded> => {
  const listeners = process.rawListeners('SIGINT') as NodeJS.SignalsListener[];
  process.removeAllListeners('SIGINT');
  try {
    return await run();
  } finally {
    for (const listener of listeners) process.on('SIGINT', listener);
  }
};

/**
 * Calls the functions of a module so that Ctrl-C ends one that takes long, be it forever: each is watched until a call of it was quick. One
 * that was quick and hangs later isn't interrupted.
 */
export const createInterruptibleCalls = (): CallFunction => {
  const quick = new Set<string>();
  return (name, run) => {
    if (quick.has(name)) return run();
    const began = performance.now();
    const returned = watched(run);
    if (performance.now() - began < SLOW_MILLISECONDS) quick.add(name);
    return returned;
  };
};
