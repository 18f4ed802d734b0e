import type { EngineDescription } from '@gradproof/core/fleet';
import type { EncodedBaseline, EncodedRun, Processors } from '@gradproof/queue/worker';
import { ComputeChild } from './compute-child.ts';
import type { ComputeSetup, ComputeTask } from './messages.ts';

/** Processes that compute, as many as jobs may be under way; one that ends is replaced when it is needed. */
export interface ComputePool extends Omit<Processors, 'dispose'> {
  readonly engine: EngineDescription;
  readonly end: () => Promise<void>;
}

/** Processes for tasks, at most `size` of them at work at the same time. */
class ProcessPool {
  readonly #setup: ComputeSetup;
  readonly #size: number;
  readonly #all = new Set<ComputeChild>();
  readonly #free: ComputeChild[] = [];
  readonly #waiting: ((slot: void) => void)[] = [];
  #busy = 0;

  constructor(setup: ComputeSetup, size: number) {
    this.#setup = setup;
    this.#size = size;
  }

  /** Starts the first process; its engine. Throws what it says when it can't start. */
  async open(): Promise<EngineDescription> {
    const first = await this.#start();
    this.#free.push(first);
    return first.ready;
  }

  /** Has the task computed by a process that is free, or the next that is. */
  async perform(task: ComputeTask, signal = new AbortController().signal): Promise<unknown> {
    let child: ComputeChild | null = null;
    try {
      child = await this.#take();
      return await child.perform(task, signal);
    } finally {
      this.#giveBack(child);
    }
  }

  async end(): Promise<void> {
    await Promise.all([...this.#all].map((child) => child.end()));
  }

  async #start(): Promise<ComputeChild> {
    const child = new ComputeChild(this.#setup);
    this.#all.add(child);
    void child.gone.then(() => this.#all.delete(child));
    await child.ready;
    return child;
  }

  async #take(): Promise<ComputeChild> {
    if (this.#busy >= this.#size) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    else this.#busy++;
    for (let child = this.#free.pop(); child; child = this.#free.pop()) if (child.takesTasks) return child;
    return this.#start();
  }

  #giveBack(child: ComputeChild | null): void {
    if (child?.takesTasks) this.#free.push(child);
    const next = this.#waiting.shift();
    if (next) next();
    else this.#busy--;
  }
}

/**
 * Starts the first process, to hear of its engine; the others come with the work.
 *
 * @param setup What every process is started with.
 * @param size How many processes may be at work at the same time.
 * @throws What the process says when it can't start: InputError for a device that isn't there.
 */
export const createComputePool = async (setup: ComputeSetup, size: number): Promise<ComputePool> => {
  const pool = new ProcessPool(setup, size);
  const engine = await pool.open();
  return {
    engine,
    baseline: async (job, signal) =>
      (await pool.perform({ kind: 'baseline', job }, signal)) as EncodedBaseline,
    run: async (job, signal) => (await pool.perform({ kind: 'run', job }, signal)) as EncodedRun,
    conclude: async (job, results, before, signal) =>
      (await pool.perform({ kind: 'conclude', job, results, before }, signal)) as string,
    end: () => pool.end(),
  };
};
