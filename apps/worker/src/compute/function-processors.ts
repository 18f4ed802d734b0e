import { type Check, createFunctionEngine } from '@gradproof/core/fleet';
import type { Layout } from '@gradproof/flatteners';
import { InputError } from '@gradproof/model';
import { startModule } from '@gradproof/problems';
import { type ChunkStore, FleetError } from '@gradproof/queue';
import {
  createPreparedFunctions,
  createProcessors,
  getFunction,
  type OpenModule,
  type Processors,
  type VectorStore,
} from '@gradproof/queue/worker';
import type { ModulePlace } from './messages.ts';

/** Where a compute process reads numbers, and its limits. */
interface Surroundings {
  readonly store: ChunkStore;
  readonly vectors: VectorStore;
  /** Bytes. */
  readonly memory: number;
  /** The worker's name. */
  readonly worker: string;
}

const shapesOf = ({ tensors }: Layout): string =>
  tensors.map(({ name, shape }) => `${name} [${shape.join(', ')}]`).join(', ');

/** Throws InputError when the module has other parameters than the check. */
const assertSameParameters = (name: string, present: Layout, asked: Layout): void => {
  const [here, there] = [shapesOf(present), shapesOf(asked)];
  if (here === there) return;
  throw new InputError(`${name} has the parameters ${here} here, but the check is of ${there}.`);
};

/** What a module's author does about the limits that this worker was started with. */
const LIMIT_WORDS = {
  longerEvaluations: 'give gradproof-worker more --evaluation-seconds',
  moreMemory: 'give gradproof-worker more --module-memory',
};

/** Starts modules of the folder, on parameters and gradients out of the store. */
const moduleOpener =
  ({ folder, memory, evaluationSeconds }: ModulePlace, { store, memory: bytes }: Surroundings): OpenModule =>
  async ({ problem, module, seed }) => {
    if (!module) throw new FleetError('The check names no module.');
    const { layout, theta, grad, gradientPrecision } = await getFunction(store, problem, { bytes });
    const started = await startModule(folder, module, {
      seed,
      memory,
      evaluationSeconds,
      words: LIMIT_WORDS,
    });
    try {
      assertSameParameters(module.name, started.problem.layout, layout);
    } catch (error) {
      await started.close();
      throw error;
    }
    const { gradientAt, isAlive, close } = started;
    const check: Check = {
      problem: { ...started.problem, layout, theta },
      grad,
      gradientAt,
      gradientPrecision,
    };
    return { check, isAlive, close };
  };

/** The processors of functions, which modules of the worker's folder compute. */
export const functionProcessors = async (
  place: ModulePlace,
  surroundings: Surroundings,
): Promise<Processors> => {
  const engine = createFunctionEngine();
  const description = { ...(await engine.describe()), arithmetic: place.arithmetic };
  const { vectors, memory, worker } = surroundings;
  const functions = createPreparedFunctions(moduleOpener(place, surroundings), engine, memory);
  return createProcessors(functions, vectors, description, worker);
};

/** The processors of both kinds of checks, chosen by the check's engine. */
export const eitherOf = (ofLayers: Processors, ofFunctions: Processors): Processors => {
  const of = ({ engine }: { readonly engine: string }) => (engine === 'function' ? ofFunctions : ofLayers);
  return {
    baseline: (job, signal) => of(job.spec).baseline(job, signal),
    run: (job, signal) => of(job.spec).run(job, signal),
    conclude: (job, results, before, signal) => of(job.spec).conclude(job, results, before, signal),
    dispose: async () => {
      await ofLayers.dispose();
      await ofFunctions.dispose();
    },
  };
};
