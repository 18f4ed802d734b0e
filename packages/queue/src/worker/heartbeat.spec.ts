import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { startHeartbeat } from './heartbeat.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('beats at once and in every interval, until it is stopped', async () => {
  const beat = vi.fn(() => Promise.resolve());
  const heartbeat = startHeartbeat(beat, 1000, () => {});
  expect(beat).toHaveBeenCalledTimes(1);
  await vi.advanceTimersByTimeAsync(3000);
  expect(beat).toHaveBeenCalledTimes(4);
  await heartbeat.stop();
  await vi.advanceTimersByTimeAsync(3000);
  expect(beat).toHaveBeenCalledTimes(4);
});

it('skips a beat while the one before is under way, and waits for it when it is stopped', async () => {
  let end = () => {};
  const beat = vi.fn(() => new Promise<void>((resolve) => (end = resolve)));
  const heartbeat = startHeartbeat(beat, 1000, () => {});
  await vi.advanceTimersByTimeAsync(5000);
  expect(beat).toHaveBeenCalledTimes(1);
  const stopped = vi.fn();
  const stopping = heartbeat.stop().then(stopped);
  await vi.advanceTimersByTimeAsync(5000);
  expect(stopped).not.toHaveBeenCalled();
  end();
  await stopping;
  expect(stopped).toHaveBeenCalled();
});

it('reports a beat that fails, and beats on', async () => {
  const failure = new Error('Redis is away');
  const onError = vi.fn();
  const beat = vi.fn(() => Promise.reject(failure));
  const heartbeat = startHeartbeat(beat, 1000, onError);
  await vi.advanceTimersByTimeAsync(1000);
  expect(onError.mock.calls).toEqual([[failure], [failure]]);
  await heartbeat.stop();
});
