import type { Engine } from '@gradproof/core';
import type { DeviceMode } from '@gradproof/engine-gpu';
import { cpuEngineOf, type CpuOptions } from './cpu-engine-of.ts';
import { gpuPackage } from './gpu-package.ts';

/** Options that some engines take and others don't. */
export interface EngineSettings extends CpuOptions {
  /** By default the first that is there. */
  readonly device?: DeviceMode | undefined;
}

/** All that the command line knows of an engine. */
interface KnownEngine {
  /** The options that it alone takes. */
  readonly options: readonly (keyof EngineSettings)[];
  /** How a worker of it is started. */
  readonly worker: string;
  readonly precision: 'float64' | 'float32';
  /** What must be the same on every worker of a check. */
  readonly sameArithmetic: string;
  readonly create: (settings: EngineSettings) => Promise<Engine>;
}

/** The engines by name, the default first: the one place that knows what is special of each. The GPU's package is loaded only where it is asked for. */
export const ENGINES = {
  cpu: {
    options: ['threads'],
    worker: 'gradproof-worker',
    precision: 'float64',
    sameArithmetic: 'the same version',
    create: (settings) => Promise.resolve(cpuEngineOf(settings)),
  },
  gpu: {
    options: ['device'],
    worker: 'gradproof-worker --engine gpu',
    precision: 'float32',
    sameArithmetic: 'the same device and the same version',
    create: async ({ device, memory }) => {
      const { createGpuEngine } = await gpuPackage();
      return createGpuEngine({ device, memory: memory && memory * 2 ** 20 });
    },
  },
} as const satisfies Record<string, KnownEngine>;

/** The name of an engine. */
export type EngineName = keyof typeof ENGINES;

/** The engines' names, the default first. */
export const ENGINE_NAMES = Object.keys(ENGINES) as readonly EngineName[];

/** The devices of the engines that take one. */
export const DEVICES: readonly DeviceMode[] = ['webgpu', 'webasm', 'headlessgl', 'cpu'];

/** What the command line knows of the engine. */
export const knownEngine = (name: EngineName): KnownEngine => ENGINES[name];

/** The engine that alone takes the option; null where every engine does. */
export const engineOfOption = (option: keyof EngineSettings): EngineName | null =>
  ENGINE_NAMES.find((name) => knownEngine(name).options.includes(option)) ?? null;
