import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createProgress } from './progress-bar.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

const created = () => {
  const lines: string[] = [];
  return { lines, ...createProgress({ progress: null, err: (text) => lines.push(text) }) };
};

describe('progress where there is no terminal', () => {
  it('is a line every ten seconds, also before the first coordinate', () => {
    const { lines, onProgress, stop } = created();
    vi.advanceTimersByTime(9_999);
    expect(lines).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(lines).toEqual(['gradproof: begun 10 s ago\n']);
    for (let second = 11; second <= 35; second++) {
      vi.advanceTimersByTime(1_000);
      onProgress({ checked: 100 * second, coordinates: 10_000, seconds: second });
    }
    expect(lines.slice(1)).toEqual([
      'gradproof: 1,900 of 10,000 coordinates, 100/s, 1 min 21 s left\n',
      'gradproof: 2,900 of 10,000 coordinates, 100/s, 1 min 11 s left\n',
    ]);
    stop();
    vi.advanceTimersByTime(60_000);
    expect(lines).toHaveLength(3);
  });

  it('is told by the check itself where its cost holds the event loop', () => {
    const { lines, onProgress, stop } = created();
    vi.setSystemTime(Date.now() + 30_000); // no timer could fire
    vi.spyOn(performance, 'now').mockReturnValue(performance.now() + 30_000);
    onProgress({ checked: 5, coordinates: 10, seconds: 30 });
    expect(lines).toHaveLength(1);
    stop();
    vi.restoreAllMocks();
  });
});
