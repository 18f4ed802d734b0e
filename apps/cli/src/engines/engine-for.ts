import { createFunctionEngine, type Engine, type Method, type ScalarFunction } from '@gradproof/core';
import { engineOf, type EngineOptions } from './engine-of.ts';

/** What computes J: the engine that is asked for, for a layered network; a function's own code computes itself. Throws InputError. */
export const engineFor = async (
  functions: readonly ScalarFunction[],
  options: EngineOptions,
  method: Method | 'auto',
): Promise<Engine> => {
  const [{ problem }] = functions as [ScalarFunction];
  if (problem.kind === 'function' && (options.engine === 'cpu' || options.engine === 'auto'))
    return createFunctionEngine();
  return engineOf(options, problem, method);
};
