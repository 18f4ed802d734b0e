import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { createBar } from './bar.ts';

/** A terminal that keeps what is drawn on it. */
const createTerminal = () => {
  const stream = Object.assign(new PassThrough(), { isTTY: true, columns: 100 });
  const written = () => String((stream.read() as Buffer | null) ?? '');
  return { stream: stream as unknown as NodeJS.WriteStream, written };
};

describe('a bar', () => {
  it('shows its part and its caption, and is drawn again after it was taken away', () => {
    const { stream, written } = createTerminal();
    const bar = createBar(stream);
    bar.draw({ done: 1, total: 4, caption: 'one of four' });
    expect(written()).toMatch(/█+░+.* 25% one of four/);
    bar.clear();
    written();
    bar.draw({ done: 3, total: 4, caption: 'three of four' });
    expect(written()).toContain('75% three of four');
    bar.clear();
  });

  it('that was never drawn leaves nothing behind', () => {
    const { stream, written } = createTerminal();
    createBar(stream).clear();
    expect(written()).toBe('');
  });

  it('without a terminal does nothing', () => {
    const bar = createBar(null);
    expect(() => {
      bar.draw({ done: 1, total: 2, caption: '' });
      bar.clear();
    }).not.toThrow();
  });
});
