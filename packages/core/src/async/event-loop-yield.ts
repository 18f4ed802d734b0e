/** How long a computation may hold the event loop: Ctrl-C and timers wait no longer than this. */
const HOLD_MILLISECONDS = 30;

/** Lets a long synchronous computation give way to signals and timers now and then. */
export interface Breather {
  readonly isDue: () => boolean;
  /** Gives way once; rejects with the signal's reason when it is aborted. */
  readonly pause: () => Promise<void>;
}

/** A breather that begins now. Throws the signal's reason when it is aborted already. */
export const createBreather = (signal: AbortSignal | undefined): Breather => {
  signal?.throwIfAborted();
  let last = performance.now();
  return {
    isDue: () => performance.now() - last > HOLD_MILLISECONDS,
    pause: async () => {
      await new Promise((resume) => setTimeout(resume));
      signal?.throwIfAborted();
      last = performance.now();
    },
  };
};
