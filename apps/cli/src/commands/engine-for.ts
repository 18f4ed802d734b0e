import type { CheckOptions, ScalarFunction } from '@gradproof/core';
import { cpuEngineOf, type CpuOptions } from './cpu-engine-of.ts';

/** What computes J: the CPU engine for a layered network; a function's own code computes itself. */
export const engineFor = (
  functions: readonly ScalarFunction[],
  options: CpuOptions,
): Pick<CheckOptions, 'engine'> =>
  functions.some(({ problem }) => problem.kind === 'layered') ? { engine: cpuEngineOf(options) } : {};
