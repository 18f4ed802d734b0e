import type { Engine } from '@gradproof/core/fleet';
import type { DeviceMode } from '@gradproof/engine-gpu';
import { availableParallelism } from 'node:os';
import { gpuPackage } from './gpu-package.ts';

/** An engine, and what its end takes. */
export interface OpenEngine {
  readonly engine: Engine;
  /** Whether the error says that the engine's device failed for good: then only another process can go on. */
  readonly isLost: (error: unknown) => boolean;
  /** Closes the devices that nobody uses any more. */
  readonly close: () => Promise<void>;
}

/** The options that some engines take and others don't. */
export interface EngineOptions {
  /** By default the first that is there. */
  readonly device?: DeviceMode | undefined;
}

/** All that the worker knows of an engine. */
interface KnownEngine {
  /** The options that it takes; the others are an error. */
  readonly options: readonly (keyof EngineOptions)[];
  /** How many processes compute with it unless the worker is told otherwise. */
  readonly processes: () => number;
  /** Opens it in the process that computes. */
  readonly open: (options: EngineOptions) => Promise<OpenEngine>;
}

/**
 * The engines of a worker, by name: the one place that knows what is special of each. An engine's package is loaded when it is opened: a
 * worker of the CPU needs none of the GPU's.
 */
const ENGINES = {
  cpu: {
    options: [],
    processes: availableParallelism, // a thread each
    open: async () => {
      const { createCpuEngine } = await import('@gradproof/engine-cpu');
      return {
        engine: createCpuEngine({ threads: 1 }),
        isLost: () => false,
        close: () => Promise.resolve(),
      };
    },
  },
  gpu: {
    options: ['device'],
    processes: () => 1, // it is one device, which processes would only take from each other
    open: async ({ device }) => {
      const { closeIdleDevices, createGpuEngine, DeviceFailure } = await gpuPackage();
      return {
        engine: createGpuEngine({ device }),
        isLost: (error) => error instanceof DeviceFailure,
        close: closeIdleDevices,
      };
    },
  },
} as const satisfies Record<string, KnownEngine>;

/** The name of an engine that a worker can compute with. */
export type EngineName = keyof typeof ENGINES;

/** The engines' names, the default first. */
export const ENGINE_NAMES = Object.keys(ENGINES) as readonly EngineName[];

/** The devices of the engines that take one. */
export const DEVICES: readonly DeviceMode[] = ['webgpu', 'webasm', 'headlessgl', 'cpu'];

/** What the worker knows of the engine. */
export const knownEngine = (name: EngineName): KnownEngine => ENGINES[name];

/** The engines that take the option. */
export const enginesWith = (option: keyof EngineOptions): readonly EngineName[] =>
  ENGINE_NAMES.filter((name) => knownEngine(name).options.includes(option));
