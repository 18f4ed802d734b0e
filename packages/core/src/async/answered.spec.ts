import { expect, it } from 'vitest';
import { answered } from './answered.ts';

const failing = () => {
  throw new RangeError('out of the domain');
};

it('is the answer, at once or in time', async () => {
  expect(await answered(() => 3, undefined)).toBe(3);
  expect(await answered(() => Promise.resolve(3), undefined)).toBe(3);
});

it('is null where the function throws or rejects', async () => {
  expect(await answered(failing, undefined)).toBeNull();
  expect(
    await answered(() => Promise.reject(new Error('too late')), new AbortController().signal),
  ).toBeNull();
});

it('is the reason of a check that was aborted, whatever was thrown', async () => {
  const reason = new Error('enough');
  await expect(answered(failing, AbortSignal.abort(reason))).rejects.toBe(reason);
});
