import type { Thread, ThreadListener } from './thread.ts';

/** What the engine computes on: a page isn't told more. */
export const deviceName = (): string => 'a browser, on the processor';

/** As many threads as have a core each; one where they can't share memory (`crossOriginIsolated` says so). */
export const mostThreads = (): number =>
  globalThis.crossOriginIsolated ? (globalThis.navigator.hardwareConcurrency ?? 1) : 1;

const fetched = async (): Promise<WebAssembly.Module | null> => {
  try {
    const answer = await fetch(new URL('../../wasm/kernels.wasm', import.meta.url));
    return answer.ok ? await WebAssembly.compile(await answer.arrayBuffer()) : null;
  } catch {
    return null; // no SIMD, or no such file: the kernels in TypeScript give the same bits
  }
};

const kernels = await fetched();

/** The kernels; null where they could not be fetched, or WebAssembly has no SIMD. */
export const compileKernels = (): WebAssembly.Module | null => kernels;

/** Starts a thread. */
export const startThread = ({ answer, failure }: ThreadListener): Thread => {
  const worker = new Worker(new URL('../threads/browser-thread.js', import.meta.url), { type: 'module' });
  worker.onmessage = ({ data }) => answer(data);
  worker.onerror = ({ message }) => failure(new Error(message || 'A thread could not start.'));
  return {
    post: (message) => worker.postMessage(message),
    hold: () => {},
    end: () => worker.terminate(),
  };
};
