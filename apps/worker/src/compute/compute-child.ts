import type { EngineDescription } from '@gradproof/core/fleet';
import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { ComputeSetup, ComputeTask, FromCompute, ToCompute } from './messages.ts';

const isSource = import.meta.url.endsWith('.ts');
const PROGRAM = fileURLToPath(new URL(`./compute-process.${isSource ? 'ts' : 'js'}`, import.meta.url));
const EXEC_ARGV = isSource ? ['--conditions=@gradproof/source'] : [];

/** How long a task may go on after it was told to stop. */
const STOP_MILLISECONDS = 2000;
/** How long a process may take to end by itself. */
const END_MILLISECONDS = 3000;

/** A compute process failed: what it said, or how it ended. Trying again helps unless it says otherwise. */
class ComputeError extends Error {
  readonly repeats: boolean;
  constructor(name: string, message: string, repeats: boolean) {
    super(message);
    this.name = name;
    this.repeats = repeats;
  }
}

/** What settles a promise. */
interface Settle<Value> {
  readonly resolve: (value: Value) => void;
  readonly reject: (error: unknown) => void;
}

const exitText = (code: number | null, signal: NodeJS.Signals | null): string => {
  if (signal === null) return `the process that computed it exited with status ${code}`;
  const cause = signal === 'SIGKILL' || signal === 'SIGABRT' ? ' (out of memory, perhaps)' : '';
  return `the process that computed it was ended by ${signal}${cause}`;
};

const forkProcess = (): ChildProcess =>
  fork(PROGRAM, [], {
    serialization: 'advanced',
    execArgv: EXEC_ARGV,
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });

/** A child process that computes a task at a time, as its parent sees it. */
export class ComputeChild {
  /** The engine that it computes with, once it is open. Rejects with what the process says when it can't start. */
  readonly ready: Promise<EngineDescription>;
  /** Resolves when the process has ended. */
  readonly gone: Promise<void>;
  readonly #child = forkProcess();
  readonly #pending = new Map<number, Settle<unknown>>();
  #settleReady!: Settle<EngineDescription>; // by the promise's executor, at once
  #tasks = 0;
  #failure: ComputeError | null = null;
  #retires = false;

  /** Starts the process; the setup is sent, not written on its command line, where anybody could read the password. */
  constructor(setup: ComputeSetup) {
    this.ready = new Promise((resolve, reject) => (this.#settleReady = { resolve, reject }));
    this.gone = new Promise((resolve) => void this.#child.once('exit', () => resolve()));
    this.#child.on('message', (message: FromCompute) => this.#receive(message));
    this.#child.on('error', (error) => this.#fail(error.message));
    this.#child.on('exit', (code, signal) => this.#fail(exitText(code, signal)));
    this.#send({ type: 'setup', setup });
  }

  /** Whether it takes tasks: it neither ended nor is about to. */
  get takesTasks(): boolean {
    return this.#failure === null && !this.#retires;
  }

  /**
   * Has the task computed. When the signal aborts, the process is told to stop it, and killed when it doesn't within two seconds.
   *
   * @throws What the process says, how it ended, or the signal's reason.
   */
  async perform(task: ComputeTask, signal: AbortSignal): Promise<unknown> {
    signal.throwIfAborted();
    const id = ++this.#tasks;
    const release = this.#stopOnAbort(id, signal);
    try {
      return await this.#ask(id, task);
    } catch (error) {
      signal.throwIfAborted();
      throw error;
    } finally {
      release();
      this.#pending.delete(id);
    }
  }

  /** Ends the process: by itself within three seconds (a device is better closed than left to its driver), else killed. */
  async end(): Promise<void> {
    if (this.#failure) return;
    const late = setTimeout(() => this.#kill(), END_MILLISECONDS);
    this.#send({ type: 'end' });
    await this.gone;
    clearTimeout(late);
  }

  #ask(id: number, task: ComputeTask): Promise<unknown> {
    return new Promise<unknown>((resolve, reject) => {
      if (this.#failure) return reject(this.#failure);
      this.#pending.set(id, { resolve, reject });
      this.#send({ type: 'task', id, task });
    });
  }

  #stopOnAbort(id: number, signal: AbortSignal): () => void {
    let late: NodeJS.Timeout | undefined;
    const stop = (): void => {
      this.#send({ type: 'abort', id });
      late = setTimeout(() => this.#kill(), STOP_MILLISECONDS);
    };
    signal.addEventListener('abort', stop);
    return () => {
      clearTimeout(late);
      signal.removeEventListener('abort', stop);
    };
  }

  #send(message: ToCompute): void {
    this.#child.send(message, () => {}); // a process that is gone says so by its exit
  }

  #kill(): void {
    this.#child.kill('SIGKILL');
  }

  #receive(message: FromCompute): void {
    if (message.type === 'ready') return this.#settleReady.resolve(message.engine);
    if (message.type === 'done') return this.#pending.get(message.id)?.resolve(message.value);
    const error = new ComputeError(message.name, message.message, message.repeats);
    this.#retires ||= message.retires;
    if (message.id === null) this.#settleReady.reject(error);
    else this.#pending.get(message.id)?.reject(error);
  }

  #fail(message: string): void {
    const failure = new ComputeError('Error', message, false);
    this.#failure = failure;
    this.#settleReady.reject(failure);
    for (const pending of this.#pending.values()) pending.reject(failure);
  }
}
