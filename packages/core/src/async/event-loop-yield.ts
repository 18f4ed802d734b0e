/** How long a computation may block the event loop: Ctrl-C and timers wait no longer than this. */
const HOLD_MILLISECONDS = 30;

/** Lets a long synchronous computation yield to the event loop now and then, so that signals and timers are handled. */
export interface EventLoopYielder {
  readonly isDue: () => boolean;
  /** Yields once; rejects with the signal's reason when it is aborted. */
  readonly pause: () => Promise<void>;
}

/**
 * A yielder whose time begins now.
 *
 * @param signal Ends the computation early, if there is one.
 * @returns The yielder: due after 30 ms without a pause.
 * @throws The signal's reason when it is aborted already.
 */
export const createEventLoopYielder = (signal: AbortSignal | undefined): EventLoopYielder => {
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
