import { answerTo, type Question } from './answer-to.ts';

/** What of a worker's own scope is used. */
interface WorkerScope {
  onmessage: ((event: { readonly data: Question }) => void) | null;
  readonly postMessage: (message: unknown) => void;
}

const scope = globalThis as unknown as WorkerScope;
scope.onmessage = ({ data }) => scope.postMessage(answerTo(data));
