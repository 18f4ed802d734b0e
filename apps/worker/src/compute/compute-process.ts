import type { Engine, EngineDescription } from '@gradproof/core/fleet';
import {
  type ChunkStore,
  createFolderChunkStore,
  createRedisChunkStore,
  KEPT_SECONDS,
} from '@gradproof/queue';
import {
  connectRedis,
  createPreparedProblems,
  createProcessors,
  failureOf,
  getProblem,
  type Processors,
  vectorStore,
} from '@gradproof/queue/worker';
import { knownEngine, type OpenEngine } from './engines.ts';
import { eitherOf, functionProcessors } from './function-processors.ts';
import type { ComputeSetup, ComputeTask, FromCompute, ToCompute } from './messages.ts';

// Jobs are computed in this process, so that the worker's event loop renews their locks however long a job takes, and survives its crash.

/** Resolves when the message is sent. */
const send = (message: FromCompute): Promise<void> =>
  new Promise((resolve) => void process.send!(message, () => resolve()));

const sendFailure = (id: number | null, error: unknown, retires = false): Promise<void> => {
  const { message, repeats } = failureOf(error);
  const name = error instanceof Error ? error.name : 'Error';
  return send({ type: 'failed', id, name, message, repeats, retires });
};

const openStore = async ({ address, prefix, store }: ComputeSetup): Promise<ChunkStore> => {
  if (store.kind === 'folder') return createFolderChunkStore(store.folder, { timeToLive: KEPT_SECONDS });
  return createRedisChunkStore(await connectRedis(address, 'worker'), { prefix, timeToLive: KEPT_SECONDS });
};

/** What the process computes with. */
interface ComputeContext {
  readonly description: EngineDescription;
  readonly processors: Processors;
  readonly isLost: OpenEngine['isLost'];
  /** Disposes of what is prepared, and closes the engine's devices. */
  readonly close: () => Promise<void>;
}

/** The processors of layered networks, and of functions where the worker has modules. */
const processorsOf = async (
  { worker, memory, modules }: ComputeSetup,
  engine: Engine,
  store: ChunkStore,
): Promise<Processors> => {
  const bytes = memory;
  const problems = createPreparedProblems((hash) => getProblem(store, hash, { bytes }), engine, memory);
  const vectors = vectorStore(store, { bytes });
  const ofLayers = createProcessors(problems, vectors, await engine.describe(), worker);
  if (!modules) return ofLayers;
  return eitherOf(ofLayers, await functionProcessors(modules, { store, vectors, memory, worker }));
};

const openContext = async (setup: ComputeSetup): Promise<ComputeContext> => {
  const { engine, isLost, close } = await knownEngine(setup.engine).open(setup.engineOptions);
  const description = await engine.describe();
  const processors = await processorsOf(setup, engine, await openStore(setup));
  return {
    description,
    processors,
    isLost,
    close: async () => {
      await processors.dispose();
      await close();
    },
  };
};

const perform = (processors: Processors, task: ComputeTask, signal: AbortSignal): Promise<unknown> => {
  if (task.kind === 'baseline') return processors.baseline(task.job, signal);
  if (task.kind === 'run') return processors.run(task.job, signal);
  return processors.conclude(task.job, task.results, task.before, signal);
};

let context: Promise<ComputeContext> | null = null;
const underWay = new Map<number, AbortController>();

/** How long closing may take: a driver that hangs must not keep the process. */
const CLOSE_MILLISECONDS = 2000;

/** Ends the process, after closing its device where that is possible in time. */
const shutDown = async (): Promise<void> => {
  setTimeout(() => process.exit(), CLOSE_MILLISECONDS);
  for (const controller of underWay.values()) controller.abort();
  await (await context?.catch(() => null))?.close().catch(() => {});
  process.exit();
};

const setUp = async (setup: ComputeSetup): Promise<void> => {
  context = openContext(setup);
  try {
    await send({ type: 'ready', engine: (await context).description });
  } catch (error) {
    await sendFailure(null, error);
  }
};

const computeTask = async (id: number, task: ComputeTask): Promise<void> => {
  const controller = new AbortController();
  underWay.set(id, controller);
  const { processors, isLost } = await context!;
  try {
    const value = await perform(processors, task, controller.signal);
    await send({ type: 'done', id, value });
  } catch (error) {
    const retires = isLost(error);
    await sendFailure(id, error, retires);
    if (retires) await shutDown(); // the process that takes its place opens the device anew
  } finally {
    underWay.delete(id);
  }
};

const receive = (message: ToCompute): Promise<void> | void => {
  switch (message.type) {
    case 'setup':
      return setUp(message.setup);
    case 'task':
      return computeTask(message.id, message.task);
    case 'abort':
      return underWay.get(message.id)?.abort();
    case 'end':
      return shutDown();
  }
};

process.on('message', (message: ToCompute) => void receive(message));
process.on('disconnect', () => void shutDown()); // the worker is gone
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => {}); // the worker decides when to end
