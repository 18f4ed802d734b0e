import type { Question } from './answer-to.ts';

/** What of a worker's own scope is used. */
interface WorkerScope {
  onmessage: ((event: { readonly data: Question }) => void) | null;
  readonly postMessage: (message: unknown) => void;
}

const scope = globalThis as unknown as WorkerScope;

/** The kernels are fetched while this is loaded: a message that came before would be lost, were it only listened for afterwards. */
const loading = import('./answer-to.ts');

const answer = async (question: Question): Promise<void> => {
  try {
    const { answerTo } = await loading;
    scope.postMessage(answerTo(question));
  } catch (error) {
    scope.postMessage({ id: question.id, error: new Error(`A thread could not start: ${String(error)}`) });
  }
};

scope.onmessage = ({ data }) => void answer(data);
