import { Worker, isMainThread, parentPort } from 'node:worker_threads';
import { productPeak } from '@gradproof/engine-cpu';

/** The product kernel alone on so many threads at once: GFLOP/s, all together. More than this no check can gain from threads. */
export const kernelOnThreads = async (threads) => {
  const measured = Array.from({ length: threads }, () => {
    const worker = new Worker(new URL(import.meta.url));
    return new Promise((resolve, reject) => worker.once('message', resolve).once('error', reject));
  });
  return (await Promise.all(measured)).reduce((sum, own) => sum + own, 0);
};

if (!isMainThread) parentPort.postMessage(productPeak());
