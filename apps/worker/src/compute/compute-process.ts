import { createCpuEngine } from '@gradproof/engine-cpu';
import { InputError } from '@gradproof/model';
import type { Engine } from '@gradproof/core';
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

// A process of its own computes, so that whatever it does (run long, run out of memory, crash) the locks are kept by another.

const send = (message: FromCompute): void => void process.send!(message);

const tellFailure = (id: number | null, error: unknown): void => {
  const { message, repeats } = failureOf(error);
  send({ type: 'failed', id, name: error instanceof Error ? error.name : 'Error', message, repeats });
};

const engineNamed = (name: ComputeSetup['engine']): Engine => {
  if (name === 'cpu') return createCpuEngine({ threads: 1 });
  throw new InputError('The gpu engine is not in this version; use --engine cpu.');
};

const storeOf = async ({ address, prefix, store }: ComputeSetup): Promise<ChunkStore> => {
  if (store.kind === 'folder') return createFolderChunkStore(store.folder, { timeToLive: KEPT_SECONDS });
  return createRedisChunkStore(await connectRedis(address, 'worker'), { prefix, timeToLive: KEPT_SECONDS });
};

const processorsOf = async (setup: ComputeSetup): Promise<Processors> => {
  const engine = engineNamed(setup.engine);
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
  send({ type: 'ready', engine: description });
  return ofFunctions ? eitherOf(ofLayers, ofFunctions) : ofLayers;
};

const perform = (processors: Processors, task: ComputeTask, signal: AbortSignal): Promise<unknown> => {
  if (task.kind === 'ground') return processors.ground(task.job, signal);
  if (task.kind === 'run') return processors.run(task.job, signal);
  return processors.conclude(task.job, task.results, task.before, signal);
};

let processors: Promise<Processors> | null = null;
const underWay = new Map<number, AbortController>();

const take = async (message: ToCompute): Promise<void> => {
  if (message.type === 'setup') {
    processors = processorsOf(message.setup);
    await processors.catch((error: unknown) => tellFailure(null, error));
    return;
  }
  if (message.type === 'abort') return underWay.get(message.id)?.abort();
  const controller = new AbortController();
  underWay.set(message.id, controller);
  try {
    const value = await perform(await processors!, message.task, controller.signal);
    send({ type: 'done', id: message.id, value });
  } catch (error) {
    tellFailure(message.id, error);
  } finally {
    underWay.delete(message.id);
  }
};

process.on('message', (message: ToCompute) => void take(message));
process.on('disconnect', () => process.exit()); // the worker is gone
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => {}); // the worker decides when to end
