/** What a module's process says on standard error when an error of its code was not caught; what was thrown follows. */
export const LOST = 'nobody waited for: ';

/** The watchdog's line. */
export const tooMuchMemory = (memory: number): string => `more than ${memory} MiB of memory`;

const LOST_LINE = new RegExp(`^${LOST}(.*)$`, 'm');

/** Why a module's process ended, where the end of its standard error says that (the host's line, the watchdog's or V8's); null otherwise. */
export const reasonOf =
  (memory: number, moreMemory: string) =>
  (stderr: string): string | null => {
    if (/^more than \d+ MiB of memory$|heap out of memory/m.test(stderr))
      return `needed more than ${memory} MiB of memory and was ended. If it only needs more, ${moreMemory}.`;
    const lost = LOST_LINE.exec(stderr)?.[1];
    return lost === undefined
      ? null
      : `was ended: a promise, timer or listener of its code that nobody waited for threw ${lost}`;
  };
