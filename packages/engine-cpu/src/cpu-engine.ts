import {
  arithmeticHere,
  createIncrementalEvaluator,
  createTextbookEvaluator,
  type Engine,
  type LayeredProblem,
  totalWork,
} from '@gradproof/core/engine';
import { InputError } from '@gradproof/model';
import { deviceName, mostThreads } from '#platform';
import { canShare } from './incremental/shared-array.ts';
import { prepareNetwork } from './incremental/prepare-network.ts';
import { createInlineRunner } from './incremental/unit-runner.ts';
import { bestKernels, kernelsNamed } from './kernels/choose-kernels.ts';
import type { Kernels } from './kernels/kernels.ts';
import { textbookCost } from './textbook/textbook-cost.ts';
import { createThreadRunner, createThreads } from './threads/thread-runner.ts';

/** How the engine uses the machine; everything has a default. */
export interface CpuEngineOptions {
  /** Worker threads of the incremental method, 1 to 1024: by default one a core. One computes where it is called, and so does a page whose threads can't share memory. */
  readonly threads?: number | undefined;
  /** Memory for batches of units, all threads together, in bytes: 256 MiB by default. A single unit of a very wide layer may need more. */
  readonly memory?: number | undefined;
  /** By default the fastest that the machine runs; both give the same bits. */
  readonly kernels?: Kernels['name'] | undefined;
}

const DEFAULT_MEMORY = 256 * 2 ** 20;
const LEAST_MEMORY = 2 ** 20;
/** More than the cores of any machine; each thread takes some 10 MB. */
const MOST_THREADS = 1024;
/** Starting threads takes some 50 ms: they pay from about so many operations on. */
const WORTH_THREADS = 1e9;

const refuseBadOptions = ({ threads, memory }: Record<'threads' | 'memory', number>): void => {
  if (!(Number.isSafeInteger(threads) && threads >= 1 && threads <= MOST_THREADS))
    throw new InputError(`threads is ${threads}; it must be an integer from 1 to ${MOST_THREADS}.`);
  if (!(Number.isFinite(memory) && memory >= LEAST_MEMORY))
    throw new InputError(`memory is ${memory} bytes; it must be at least 1 MiB, ${LEAST_MEMORY} bytes.`);
};

/**
 * The engine that computes on this machine's processor, in float64.
 *
 * @throws InputError for options out of their ranges.
 */
export const createCpuEngine = ({
  threads = mostThreads(),
  memory = DEFAULT_MEMORY,
  kernels = bestKernels(),
}: CpuEngineOptions = {}): Engine => {
  refuseBadOptions({ threads, memory });
  const pool = createThreads(threads);

  const prepareIncremental = (problem: LayeredProblem) => {
    const used = totalWork(problem, 'incremental') < WORTH_THREADS || !canShare() ? 1 : threads;
    if (used > 1) pool.start();
    const network = prepareNetwork(problem, kernelsNamed(kernels));
    const numbers = Math.floor(memory / Float64Array.BYTES_PER_ELEMENT / used);
    const runner =
      used > 1
        ? createThreadRunner(pool, network, kernels, numbers)
        : createInlineRunner(network, kernelsNamed(kernels), numbers);
    return createIncrementalEvaluator(problem, network, runner);
  };

  return {
    name: 'cpu',
    describe: () =>
      Promise.resolve({
        name: 'cpu',
        device: deviceName(),
        precision: 'float64',
        arithmetic: arithmeticHere('float64'),
        methods: ['textbook', 'incremental'],
        problems: ['layered', 'function'],
      }),
    prepare: async (problem, method) => {
      if (method === 'textbook') return createTextbookEvaluator(textbookCost(problem));
      if (problem.kind === 'layered') return prepareIncremental(problem);
      throw new InputError(
        'The incremental method needs a layered network; a function is checked by the textbook method.',
      );
    },
  };
};
