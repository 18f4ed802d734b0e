import { vi } from 'vitest';

/**
 * How often a computation yields to the event loop, by a clock that goes on by `step` milliseconds whenever it is read.
 *
 * @param step Milliseconds; a computation yields after 30.
 * @param compute What is computed; nothing else may start a timer meanwhile.
 * @returns The number of timers that it starts.
 */
export const pausesOf = async (step: number, compute: () => Promise<unknown>): Promise<number> => {
  let now = 0;
  const clock = vi.spyOn(performance, 'now').mockImplementation(() => (now += step));
  const timers = vi.spyOn(globalThis, 'setTimeout');
  try {
    await compute();
    return timers.mock.calls.length;
  } finally {
    clock.mockRestore();
    timers.mockRestore();
  }
};
