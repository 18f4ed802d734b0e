import { describe, expect, it, vi } from 'vitest';
import type { Thread, ThreadListener } from '../platform/thread.ts';
import { createThreadPool } from './thread-pool.ts';

/** A thread whose answers the test gives. */
interface FakeThread extends Thread {
  readonly questions: { id: number; task: string }[];
  readonly listener: ThreadListener;
  held: boolean;
  ended: boolean;
}

const fakes = () => {
  const threads: FakeThread[] = [];
  const start = (listener: ThreadListener): Thread => {
    const thread: FakeThread = {
      questions: [],
      listener,
      held: true,
      ended: false,
      post: (question) => void thread.questions.push(question as { id: number; task: string }),
      hold: (held) => void (thread.held = held),
      end: () => void (thread.ended = true),
    };
    threads.push(thread);
    return thread;
  };
  const answer = (thread: FakeThread) => {
    const { id, task } = thread.questions.shift()!;
    thread.listener.answer({ id, result: `${task} done` });
  };
  return { threads, start, answer };
};

describe('a pool of threads', () => {
  it('starts no more than it may, gives each two tasks, and the rest as they end', async () => {
    const { threads, start, answer } = fakes();
    const pool = createThreadPool<string, string>(2, start);
    const runs = ['a', 'b', 'c', 'd', 'e'].map((task) => pool.run(task));
    expect(threads.map(({ questions }) => questions.map(({ task }) => task))).toEqual([['a', 'c'], ['b', 'd']]); // prettier-ignore
    answer(threads[1]!);
    expect(threads[1]!.questions.map(({ task }) => task)).toEqual(['d', 'e']);
    while (threads.some(({ questions }) => questions.length > 0))
      threads.filter(({ questions }) => questions.length > 0).forEach(answer);
    expect(await Promise.all(runs)).toEqual(['a done', 'b done', 'c done', 'd done', 'e done']);
  });

  it('holds the process while it has work alone, and ends a thread that has been idle for two seconds', async () => {
    vi.useFakeTimers();
    const { threads, start, answer } = fakes();
    const pool = createThreadPool<string, string>(1, start);
    pool.start();
    expect(threads[0]).toMatchObject({ held: false, ended: false });
    const run = pool.run('a');
    expect(threads[0]!.held).toBe(true);
    vi.advanceTimersByTime(60_000);
    expect(threads[0]!.ended).toBe(false);
    answer(threads[0]!);
    expect(await run).toBe('a done');
    vi.advanceTimersByTime(1900);
    expect(threads[0]).toMatchObject({ held: false, ended: false });
    vi.advanceTimersByTime(200);
    expect(threads[0]!.ended).toBe(true);
    vi.useRealTimers();
  });

  it('ends the thread of what is aborted, and another does what it had left', async () => {
    const { threads, start, answer } = fakes();
    const pool = createThreadPool<string, string>(1, start);
    const control = new AbortController();
    const aborted = pool.run('a', control.signal);
    const left = pool.run('b');
    control.abort(new Error('enough'));
    await expect(aborted).rejects.toThrow('enough');
    expect(threads[0]!.ended).toBe(true);
    answer(threads[1]!);
    expect(await left).toBe('b done');
    await expect(pool.run('c', control.signal)).rejects.toThrow('enough');
  });

  it('forgets what is aborted while it waits', async () => {
    const { threads, start } = fakes();
    const pool = createThreadPool<string, string>(1, start);
    void pool.run('a');
    void pool.run('b');
    const control = new AbortController();
    const waiting = pool.run('c', control.signal);
    control.abort(new Error('enough'));
    await expect(waiting).rejects.toThrow('enough');
    expect(threads).toHaveLength(1);
    expect(threads[0]!.ended).toBe(false);
  });

  it('passes on what a task throws, and what ends a thread; then another takes its place', async () => {
    const { threads, start, answer } = fakes();
    const pool = createThreadPool<string, string>(1, start);
    const thrown = pool.run('a');
    threads[0]!.listener.answer({ id: threads[0]!.questions.shift()!.id, error: new RangeError('no') });
    await expect(thrown).rejects.toThrow('no');
    const lost = pool.run('b');
    threads[0]!.listener.failure(new Error('out of memory'));
    await expect(lost).rejects.toThrow('out of memory');
    const next = pool.run('c');
    answer(threads[1]!);
    expect(await next).toBe('c done');
  });
});
