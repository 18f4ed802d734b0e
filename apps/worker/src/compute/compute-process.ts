import {
  connectRedis,
  createFolderChunkStore,
  createPreparedProblems,
  createProcessors,
  createRedisChunkStore,
  failureOf,
  getProblem,
  KEPT_SECONDS,
  vectorStore,
  type ChunkStore,
  type Processors,
} from '@gradproof/queue';
import { eitherOf, functionProcessors } from './function-processors.ts';
import type { ComputeSetup, ComputeTask, FromCompute, ToCompute } from './messages.ts';
import { openEngine, type OpenEngine } from './open-engine.ts';

// A process of its own computes, so that whatever it does (run long, run out of memory, crash) the locks are kept by another.

/** Resolves when the message is on its way. */
const send = (message: FromCompute): Promise<void> =>
  new Promise((resolve) => void process.send!(message, () => resolve()));

const tellFailure = (id: number | null, error: unknown, ends = false): Promise<void> => {
  const { message, repeats } = failureOf(error);
  const name = error instanceof Error ? error.name : 'Error';
  return send({ type: 'failed', id, name, message, repeats, ends });
};

const storeOf = async ({ address, prefix, store }: ComputeSetup): Promise<ChunkStore> => {
  if (store.kind === 'folder') return createFolderChunkStore(store.folder, { timeToLive: KEPT_SECONDS });
  return createRedisChunkStore(await connectRedis(address, 'worker'), { prefix, timeToLive: KEPT_SECONDS });
};

/** What computes, and what its end takes. */
interface Workshop {
  readonly processors: Processors;
  readonly isLost: OpenEngine['isLost'];
  readonly close: () => Promise<void>;
}

const openWorkshop = async (setup: ComputeSetup): Promise<Workshop> => {
  const { engine, isLost, close } = await openEngine(setup);
  const description = await engine.describe();
  const { worker, memory, modules } = setup;
  const store = await storeOf(setup);
  const problems = createPreparedProblems(
    (hash) => getProblem(store, hash, { bytes: memory }),
    engine,
    memory,
  );
  const vectors = vectorStore(store, { bytes: memory });
  const ofLayers = createProcessors(problems, vectors, description, worker);
  const ofFunctions = modules && (await functionProcessors(modules, { store, vectors, memory, worker }));
  const processors = ofFunctions ? eitherOf(ofLayers, ofFunctions) : ofLayers;
  await send({ type: 'ready', engine: description });
  return {
    processors,
    isLost,
    close: async () => {
      await processors.dispose();
      await close();
    },
  };
};

const perform = (processors: Processors, task: ComputeTask, signal: AbortSignal): Promise<unknown> => {
  if (task.kind === 'ground') return processors.ground(task.job, signal);
  if (task.kind === 'run') return processors.run(task.job, signal);
  return processors.conclude(task.job, task.results, task.before, signal);
};

let workshop: Promise<Workshop> | null = null;
const underWay = new Map<number, AbortController>();

/** How long closing may take: a driver that hangs must not keep the process. */
const CLOSE_MILLISECONDS = 2000;

/** Ends the process, with its device closed where that can be had. */
const end = async (): Promise<void> => {
  setTimeout(() => process.exit(), CLOSE_MILLISECONDS);
  for (const controller of underWay.values()) controller.abort();
  await (await workshop?.catch(() => null))?.close().catch(() => {});
  process.exit();
};

const take = async (message: ToCompute): Promise<void> => {
  if (message.type === 'setup') {
    workshop = openWorkshop(message.setup);
    await workshop.catch((error: unknown) => tellFailure(null, error));
    return;
  }
  if (message.type === 'end') return end();
  if (message.type === 'abort') return underWay.get(message.id)?.abort();
  const controller = new AbortController();
  underWay.set(message.id, controller);
  const { processors, isLost } = await workshop!;
  try {
    const value = await perform(processors, message.task, controller.signal);
    await send({ type: 'done', id: message.id, value });
  } catch (error) {
    const ends = isLost(error);
    await tellFailure(message.id, error, ends);
    if (ends) await end(); // the process that takes its place opens the device anew
  } finally {
    underWay.delete(message.id);
  }
};

process.on('message', (message: ToCompute) => void take(message));
process.on('disconnect', () => void end()); // the worker is gone
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => {}); // the worker decides when to end
