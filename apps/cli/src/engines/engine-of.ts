import type { Engine, Method, Problem } from '@gradproof/core';
import { totalWork } from '@gradproof/core/engine';
import { InputError } from '@gradproof/model';
import { availableParallelism } from 'node:os';
import { type EngineName, engineOfOption, type EngineSettings, knownEngine } from './engines.ts';
import { findGpuPackage } from './gpu-package.ts';

/** The options that choose what computes. */
export interface EngineOptions extends EngineSettings {
  readonly engine: EngineName | 'auto';
}

/**
 * The engine that the options ask for. `auto` is the CPU's, unless a real GPU is there and the check is large. Throws InputError for options
 * that don't go together.
 */
export const engineOf = async (
  options: EngineOptions,
  problem: Problem,
  method: Method | 'auto',
): Promise<Engine> => {
  assertOptionsFit(options);
  const name = options.engine === 'auto' ? await bestEngine(problem, method) : options.engine;
  return knownEngine(name).create(options);
};

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

const bestEngine = async (problem: Problem, method: Method | 'auto'): Promise<EngineName> => {
  if (!isWorthGpu(problem, method)) return 'cpu';
  const gpu = await findGpuPackage();
  return (await gpu?.hasRealGpu()) ? 'gpu' : 'cpu';
};

const OWN_OPTIONS = ['device', 'threads'] as const;

const assertOptionsFit = (options: EngineOptions): void => {
  for (const option of OWN_OPTIONS) {
    const owner = engineOfOption(option);
    const isDefault = options.engine === 'auto' && owner === 'cpu'; // what `auto` mostly is
    if (options[option] === undefined || owner === null || options.engine === owner || isDefault) continue;
    throw new InputError(`--${option} belongs to --engine ${owner}, but --engine is ${options.engine}.`);
  }
};
