import { availableParallelism } from 'node:os';
import { totalWork, type Engine, type Method, type Problem } from '@gradproof/core';
import type { DeviceMode } from '@gradproof/engine-gpu';
import { InputError } from '@gradproof/model';
import { cpuEngineOf } from './cpu-engine-of.ts';

/** The options that choose what computes. */
export interface EngineOptions {
  readonly engine: 'cpu' | 'gpu' | 'auto';
  /** Of the gpu engine. */
  readonly device?: DeviceMode;
  /** Of the cpu engine. */
  readonly threads?: number;
  /** MiB. */
  readonly memory?: number;
}

/** What a core's product kernel reaches, in operations a second: docs/performance.md. */
const CORE_SPEED = 1e10;
/** A GPU pays where the CPU would take so many seconds: opening one, and compiling kernels, takes one or two. */
const WORTH_SECONDS = 5;

/** Whether the check is so large that a GPU, if there is one, would win. */
export const isWorthGpu = (
  problem: Problem,
  method: Method | 'auto',
  cores = availableParallelism(),
): boolean =>
  problem.kind === 'layered' &&
  method !== 'textbook' &&
  totalWork(problem, 'incremental') >= WORTH_SECONDS * CORE_SPEED * cores;

const assertOptionsFit = ({ engine, device, threads }: EngineOptions): void => {
  if (device !== undefined && engine !== 'gpu')
    throw new InputError(`--device belongs to --engine gpu, but --engine is ${engine}.`);
  if (threads !== undefined && engine === 'gpu')
    throw new InputError('--threads belongs to --engine cpu: the gpu engine has none.');
};

/**
 * The engine that the options ask for. `auto` is the CPU's, unless a real GPU is there and the check is large. The GPU engine is loaded
 * only where it is asked for. Throws InputError for options that don't go together.
 */
export const engineOf = async (
  options: EngineOptions,
  problem: Problem,
  method: Method | 'auto',
): Promise<Engine> => {
  assertOptionsFit(options);
  const { engine, device, memory } = options;
  if (engine === 'cpu' || (engine === 'auto' && !isWorthGpu(problem, method))) return cpuEngineOf(options);
  const { createGpuEngine, hasRealGpu } = await import('@gradproof/engine-gpu');
  if (engine === 'auto' && !(await hasRealGpu())) return cpuEngineOf(options);
  return createGpuEngine({
    ...(device === undefined ? {} : { device }),
    ...(memory === undefined ? {} : { memory: memory * 2 ** 20 }),
  });
};
