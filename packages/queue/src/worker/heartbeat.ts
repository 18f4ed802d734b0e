/** Calls something again and again, never twice at the same time. */
export interface Heartbeat {
  /** Calls no more; resolves when a call under way has ended. */
  readonly stop: () => Promise<void>;
}

/** Calls `beat` now and every so many milliseconds, unless the call before is still under way. */
export const startHeartbeat = (
  beat: () => Promise<void>,
  milliseconds: number,
  onError: (error: Error) => void,
): Heartbeat => {
  let underWay: Promise<void> | null = null;
  const start = (): void => {
    underWay ??= beat()
      .catch(onError)
      .finally(() => (underWay = null));
  };
  start();
  const timer = setInterval(start, milliseconds);
  return {
    stop: async () => {
      clearInterval(timer);
      await underWay;
    },
  };
};
