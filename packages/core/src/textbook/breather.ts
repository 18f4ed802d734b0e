/** How long a computation may hold the event loop: Ctrl-C and timers wait no longer than this. */
const HOLD_MILLISECONDS = 30;

/** Lets a long synchronous computation give way to signals and timers now and then. */
export const createBreather = (signal: AbortSignal | undefined) => {
  signal?.throwIfAborted();
  let last = performance.now();
  return {
    isDue: (): boolean => performance.now() - last > HOLD_MILLISECONDS,
    /** Gives way once; rejects with the signal's reason when it is aborted. */
    pause: async (): Promise<void> => {
      await new Promise((resume) => setTimeout(resume));
      signal?.throwIfAborted();
      last = performance.now();
    },
  };
};
