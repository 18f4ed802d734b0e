import { readFileSync } from 'node:fs';
import { availableParallelism, cpus } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { Thread, ThreadListener } from './thread.ts';

/** What the engine computes on, in the machine's own words. */
export const deviceName = (): string => cpus()[0]?.model.trim() ?? process.arch;

/** As many threads as have a core each. */
export const mostThreads = (): number => availableParallelism();

/** The kernels; null where WebAssembly has no SIMD. */
export const compileKernels = (): WebAssembly.Module | null => {
  const bytes = readFileSync(new URL('../../wasm/kernels.wasm', import.meta.url));
  return WebAssembly.validate(bytes) ? new WebAssembly.Module(bytes) : null;
};

/** Run from its sources, the thread is one, too, and sees its neighbours' sources. */
const isSource = import.meta.url.endsWith('.ts');
const PROGRAM = new URL(
  isSource ? '../threads/node-thread.ts' : '../threads/node-thread.js',
  import.meta.url,
);
const EXEC_ARGV = isSource ? ['--conditions=@gradproof/source'] : [];

/** Starts a thread. */
export const startThread = ({ answer, failure }: ThreadListener): Thread => {
  const worker = new Worker(PROGRAM, { execArgv: EXEC_ARGV });
  worker
    .on('message', answer)
    .on('error', failure)
    .on('exit', (code) => failure(new Error(`A thread ended with status ${code}.`)));
  return {
    post: (message) => worker.postMessage(message),
    hold: (held) => (held ? worker.ref() : worker.unref()),
    end: () => void worker.removeAllListeners('exit').terminate(),
  };
};
