import ours from 'node:process';

/** What ends a process, as it was before any code of a problem could replace it. Node calls `reallyExit` at the end of `exit`. */
interface Ends {
  exit: (status: number) => void;
  reallyExit: (status: number) => void;
}

const ends = ours as unknown as Ends;
const exit = ends.exit.bind(ours);
const reallyExit = ends.reallyExit.bind(ours);

/** Ends this process with this status, whatever a module has made of `process` and its functions, and whatever its listeners do on exit. */
export const exitWith = (status: number): never => {
  try {
    ends.reallyExit = () => reallyExit(status);
    exit(status);
  } finally {
    reallyExit(status);
  }
  throw new Error('the process has ended');
};

/** Gives the global `process` back to code that needs it, where a module has deleted or replaced it. */
export const restoreProcess = (): void => {
  if (globalThis.process === ours) return;
  Object.defineProperty(globalThis, 'process', { value: ours, configurable: true, writable: true });
};
