import { afterEach, describe, expect, it, vi } from 'vitest';
import { createEventLoopYielder } from './event-loop-yield.ts';

afterEach(() => vi.restoreAllMocks());

describe('a long computation', () => {
  it('yields to the event loop before a user notices: after 20 to 100 milliseconds', async () => {
    let now = 1000;
    vi.spyOn(performance, 'now').mockImplementation(() => now);
    const yielder = createEventLoopYielder(undefined);
    now += 20;
    expect(yielder.isDue()).toBe(false);
    now += 80;
    expect(yielder.isDue()).toBe(true);
    await yielder.pause();
    expect(yielder.isDue()).toBe(false);
  });

  it('ends with the reason of a signal that is aborted before it or while it yields', async () => {
    const controller = new AbortController();
    const reason = new Error('enough');
    const yielder = createEventLoopYielder(controller.signal);
    const pause = yielder.pause();
    controller.abort(reason);
    await expect(pause).rejects.toBe(reason);
    expect(() => createEventLoopYielder(controller.signal)).toThrow(reason);
  });
});
