import type { EngineDescription } from '@gradproof/core/fleet';
import type { WorkerInfo } from '../records/registry.ts';

/** The engine of a worker of the CPU. */
export const cpuWorker: EngineDescription = {
  name: 'cpu',
  device: 'a processor',
  precision: 'float64',
  arithmetic: 'float64-test',
  methods: ['textbook', 'incremental'],
  problems: ['layered', 'function'],
};

/** The engine of a worker of a GPU, in software. */
export const gpuWorker: EngineDescription = {
  name: 'gpu',
  device: 'webasm: software',
  precision: 'float32',
  arithmetic: 'float32-test',
  methods: ['incremental'],
  problems: ['layered'],
  software: true,
  relativeError: 2e-6,
  shardOperations: 2e8,
};

/** A worker as it announces itself, whatever its engine says: tests announce engines that no schema accepts. */
export const infoOf = (name: string, engine: EngineDescription): WorkerInfo =>
  ({ name, engine, concurrency: 1, running: [] }) as unknown as WorkerInfo;
