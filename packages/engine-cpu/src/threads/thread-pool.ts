import type { Thread, ThreadListener } from '../platform/thread.ts';

/** Threads that come and go with the work; each answers `{ id, task }` with `{ id, result }` or `{ id, error }`. */
export interface ThreadPool<Task, Result> {
  readonly count: number;
  /** Starts all of them, so that they come up while the caller does something else. */
  readonly start: () => void;
  /** Runs a task on one of them. An abort ends that thread at once; what else it had to do goes to another. */
  readonly run: (task: Task, signal?: AbortSignal) => Promise<Result>;
}

/** The next task is there already when one ends, however busy the caller's thread is. */
const TASKS_A_THREAD = 2;

/** How long an idle thread waits for more: one that has run before has its code compiled already. It doesn't keep the process alive. */
const IDLE_MILLISECONDS = 2000;

interface Job<Task, Result> {
  readonly task: Task;
  readonly signal: AbortSignal | undefined;
  readonly resolve: (result: Result) => void;
  readonly reject: (reason: unknown) => void;
  readonly abort: () => void;
}

interface Member<Task, Result> {
  readonly thread: Thread;
  readonly jobs: Map<number, Job<Task, Result>>;
  idle: ReturnType<typeof setTimeout> | undefined;
}

/** Makes a pool of at most `count` threads; none is started yet. */
export const createThreadPool = <Task, Result>(
  count: number,
  startThread: (listener: ThreadListener) => Thread,
): ThreadPool<Task, Result> => {
  const members = new Set<Member<Task, Result>>();
  const waiting: Job<Task, Result>[] = [];
  let asked = 0;

  /** Takes a thread out of the pool, and gives back what it had to do. */
  const dismiss = (member: Member<Task, Result>): Job<Task, Result>[] => {
    members.delete(member);
    clearTimeout(member.idle);
    member.thread.end();
    return [...member.jobs.values()];
  };

  const rest = (member: Member<Task, Result>): void => {
    member.thread.hold(false);
    member.idle = setTimeout(() => dismiss(member), IDLE_MILLISECONDS);
    if (typeof member.idle === 'object') member.idle.unref();
  };

  const hire = (): Member<Task, Result> => {
    const thread = startThread({
      answer: (message) => {
        const answer = message as { id: number } & ({ result: Result } | { error: unknown });
        const job = member.jobs.get(answer.id);
        if (!job || !members.has(member)) return;
        member.jobs.delete(answer.id);
        job.signal?.removeEventListener('abort', job.abort);
        if ('error' in answer) job.reject(answer.error);
        else job.resolve(answer.result);
        if (member.jobs.size === 0) rest(member);
        assignWaiting();
      },
      failure: (error) => {
        if (!members.has(member)) return;
        for (const { reject } of dismiss(member)) reject(error);
        assignWaiting();
      },
    });
    const member: Member<Task, Result> = { thread, jobs: new Map(), idle: undefined };
    members.add(member);
    return member;
  };

  /** The thread that takes the next task: the least busy one, or a new one where all are busy and there may be more. */
  const freest = (): Member<Task, Result> | undefined => {
    const [best] = [...members].sort((a, b) => a.jobs.size - b.jobs.size);
    if (best?.jobs.size === 0) return best;
    if (members.size < count) return hire();
    return best && best.jobs.size < TASKS_A_THREAD ? best : undefined;
  };

  const assignWaiting = (): void => {
    while (waiting.length > 0) {
      const member = freest();
      if (!member) return;
      const job = waiting.shift()!;
      const id = ++asked;
      clearTimeout(member.idle);
      member.jobs.set(id, job);
      member.thread.hold(true);
      member.thread.post({ id, task: job.task });
    }
  };

  const abort = (job: Job<Task, Result>): void => {
    job.reject(job.signal!.reason);
    const place = waiting.indexOf(job);
    if (place >= 0) waiting.splice(place, 1);
    const busy = [...members].find(({ jobs }) => [...jobs.values()].includes(job));
    if (busy) waiting.unshift(...dismiss(busy).filter((other) => other !== job));
    assignWaiting();
  };

  return {
    count,
    start: () => {
      while (members.size < count) rest(hire());
    },
    run: (task, signal) =>
      new Promise((resolve, reject) => {
        signal?.throwIfAborted();
        const job: Job<Task, Result> = { task, signal, resolve, reject, abort: () => abort(job) };
        signal?.addEventListener('abort', job.abort, { once: true });
        waiting.push(job);
        assignWaiting();
      }),
  };
};
