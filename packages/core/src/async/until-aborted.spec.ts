import { getEventListeners } from 'node:events';
import { describe, expect, it } from 'vitest';
import { untilAborted } from './until-aborted.ts';

describe('untilAborted', () => {
  const failed = new Error('failed');

  it('gives what is promised, and leaves no listener', async () => {
    const { signal } = new AbortController();
    await expect(untilAborted(Promise.resolve(3), signal)).resolves.toBe(3);
    await expect(untilAborted(Promise.reject(failed), signal)).rejects.toBe(failed);
    await expect(untilAborted(Promise.resolve(3), undefined)).resolves.toBe(3);
    expect(getEventListeners(signal, 'abort')).toEqual([]);
  });

  it('rejects with the reason, however the promise ends afterwards', async () => {
    const controller = new AbortController();
    const late = new Promise<never>((_, reject) => setTimeout(reject, 5, failed));
    const waited = untilAborted(late, controller.signal);
    controller.abort('why');
    await expect(waited).rejects.toBe('why');
    await expect(untilAborted(new Promise(() => {}), controller.signal)).rejects.toBe('why');
    await late.catch(() => {});
  });
});
