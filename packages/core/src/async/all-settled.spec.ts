import { expect, it } from 'vitest';
import { allSettledOrThrow } from './all-settled.ts';

it('gives both, and rejects only when both have ended', async () => {
  expect(await allSettledOrThrow(Promise.resolve(1), 2)).toEqual([1, 2]);
  let ended = false;
  const slow = new Promise<void>((resolve) => setImmediate(resolve)).then(() => {
    ended = true;
  });
  await expect(allSettledOrThrow(Promise.reject(new Error('first')), slow)).rejects.toThrow('first');
  expect(ended).toBe(true);
  await expect(allSettledOrThrow(slow, Promise.reject(new Error('second')))).rejects.toThrow('second');
});
