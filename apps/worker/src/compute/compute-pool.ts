import { fork, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { EngineDescription } from '@gradproof/core';
import type { EncodedGround, EncodedRun, Processors } from '@gradproof/queue';
import type { ComputeSetup, ComputeTask, FromCompute, ToCompute } from './messages.ts';

const isSource = import.meta.url.endsWith('.ts');
const PROGRAM = fileURLToPath(new URL(`./compute-process.${isSource ? 'ts' : 'js'}`, import.meta.url));
const EXEC_ARGV = isSource ? ['--conditions=@gradproof/source'] : [];

/** A compute process failed: what it said, or how it ended. Trying again helps unless it says otherwise. */
class ComputeError extends Error {
  readonly repeats: boolean;
  constructor(name: string, message: string, repeats: boolean) {
    super(message);
    this.name = name;
    this.repeats = repeats;
  }
}

interface Pending {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
}

/** A process that computes one task at a time. */
interface ComputeProcess {
  readonly engine: EngineDescription;
  readonly perform: (task: ComputeTask, signal: AbortSignal) => Promise<unknown>;
  /** Whether it takes tasks: it neither ended nor is about to. */
  readonly takesTasks: () => boolean;
  /** Resolves when it has ended. */
  readonly gone: Promise<unknown>;
  readonly end: () => Promise<void>;
}

/** How long a task may go on after it was told to stop. */
const STOP_MILLISECONDS = 2000;
/** How long a process may take to end by itself. */
const END_MILLISECONDS = 3000;

const endText = (code: number | null, signal: NodeJS.Signals | null): string =>
  signal
    ? `the process that computed it was ended by ${signal}${signal === 'SIGKILL' || signal === 'SIGABRT' ? ' (out of memory, perhaps)' : ''}`
    : `the process that computed it exited with status ${code}`;

const startProcess = async (setup: ComputeSetup): Promise<ComputeProcess> => {
  const child: ChildProcess = fork(PROGRAM, [], {
    serialization: 'advanced',
    execArgv: EXEC_ARGV,
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const gone = new Promise((resolve) => void child.once('exit', resolve));
  const pending = new Map<number, Pending>();
  let tasks = 0;
  let ended: ComputeError | null = null;
  let ends = false;
  const send = (message: ToCompute) => void child.send(message, () => {}); // a process that is gone says so by its exit
  const ready = new Promise<EngineDescription>((resolve, reject) => {
    child.on('message', (message: FromCompute) => {
      if (message.type === 'ready') return resolve(message.engine);
      if (message.type === 'done') return pending.get(message.id)?.resolve(message.value);
      const error = new ComputeError(message.name, message.message, message.repeats);
      ends ||= message.ends;
      return message.id === null ? reject(error) : pending.get(message.id)?.reject(error);
    });
    const fail = (error: ComputeError) => {
      ended = error;
      reject(error);
      for (const own of pending.values()) own.reject(error);
    };
    child.on('error', (error) => fail(new ComputeError('Error', error.message, false)));
    child.on('exit', (code, signal) => fail(new ComputeError('Error', endText(code, signal), false)));
  });
  send({ type: 'setup', setup });
  const engine = await ready;

  const perform = async (task: ComputeTask, signal: AbortSignal): Promise<unknown> => {
    const id = ++tasks;
    let late: NodeJS.Timeout | undefined;
    const stop = () => {
      send({ type: 'abort', id });
      late = setTimeout(() => child.kill('SIGKILL'), STOP_MILLISECONDS);
    };
    try {
      signal.throwIfAborted();
      signal.addEventListener('abort', stop);
      return await new Promise<unknown>((resolve, reject) => {
        if (ended) return reject(ended);
        pending.set(id, { resolve, reject });
        send({ type: 'task', id, task });
      });
    } catch (error) {
      signal.throwIfAborted();
      throw error;
    } finally {
      clearTimeout(late);
      signal.removeEventListener('abort', stop);
      pending.delete(id);
    }
  };

  return {
    engine,
    perform,
    takesTasks: () => ended === null && !ends,
    gone,
    end: async () => {
      if (ended) return;
      const late = setTimeout(() => child.kill('SIGKILL'), END_MILLISECONDS);
      send({ type: 'end' }); // a device is better closed than left to its driver
      await gone;
      clearTimeout(late);
    },
  };
};

/** Processes that compute, as many as jobs may be under way; one that ends is replaced when it is needed. */
export interface ComputePool extends Omit<Processors, 'dispose'> {
  readonly engine: EngineDescription;
  readonly end: () => Promise<void>;
}

/** Starts the first process, to hear of its engine; the others come with the work. Throws what it says when it can't start. */
export const createComputePool = async (setup: ComputeSetup, size: number): Promise<ComputePool> => {
  const all = new Set<ComputeProcess>();
  const start = async (): Promise<ComputeProcess> => {
    const started = await startProcess(setup);
    all.add(started);
    void started.gone.then(() => all.delete(started));
    return started;
  };
  const first = await start();
  const free = [first];
  const waiting: ((slot: void) => void)[] = [];
  let busy = 0;

  const take = async (): Promise<ComputeProcess> => {
    if (busy >= size) await new Promise<void>((resolve) => waiting.push(resolve));
    else busy++;
    for (let own = free.pop(); own; own = free.pop()) if (own.takesTasks()) return own;
    return start();
  };

  const giveBack = (own: ComputeProcess | null): void => {
    if (own?.takesTasks()) free.push(own);
    const next = waiting.shift();
    if (next) next();
    else busy--;
  };

  const perform = async (task: ComputeTask, signal: AbortSignal = new AbortController().signal) => {
    let own: ComputeProcess | null = null;
    try {
      own = await take();
      return await own.perform(task, signal);
    } finally {
      giveBack(own);
    }
  };

  return {
    engine: first.engine,
    ground: async (job, signal) => (await perform({ kind: 'ground', job }, signal)) as EncodedGround,
    run: async (job, signal) => (await perform({ kind: 'run', job }, signal)) as EncodedRun,
    conclude: async (job, results, before, signal) =>
      (await perform({ kind: 'conclude', job, results, before }, signal)) as string,
    end: async () => {
      await Promise.all([...all].map((own) => own.end()));
    },
  };
};
