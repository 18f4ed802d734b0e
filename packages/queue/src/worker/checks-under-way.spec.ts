import type { Redis } from 'ioredis';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { keysOf } from '../flow/names.ts';
import { createChecksUnderWay } from './checks-under-way.ts';

const check = { id: 'check-1', round: '0123456789abcdef' };
const submission = {
  schema: 2,
  name: 'a problem',
  parameters: 1,
  runs: 1,
  round: check.round,
  submittedAt: 0,
};
const known = JSON.stringify({ ...submission, spec: {} });

let answer: (string | null)[];
const mget = vi.fn(() => Promise.resolve(answer));
const underWay = () =>
  createChecksUnderWay({ redis: { mget } as unknown as Redis, keys: keysOf('gradproof') });

beforeEach(() => {
  vi.useFakeTimers();
  mget.mockClear();
  answer = [known, null];
});
afterEach(() => vi.useRealTimers());

it('a check that goes on is asked for again after half a second, not before', async () => {
  const checks = underWay();
  expect(await checks.has(check)).toBe(true);
  vi.advanceTimersByTime(400);
  answer = [known, 'its outcome'];
  expect(await checks.has(check)).toBe(true);
  expect(mget).toHaveBeenCalledTimes(1);
  vi.advanceTimersByTime(200);
  expect(await checks.has(check)).toBe(false);
});

it.each([
  ['has its outcome', [known, 'its outcome']],
  ['is forgotten', [null, null]],
  ['began anew', [known.replace(check.round, 'f'.repeat(16)), null]],
])('a check that %s is not under way', async (_, isUnderWay) => {
  answer = isUnderWay;
  expect(await underWay().has(check)).toBe(false);
});
