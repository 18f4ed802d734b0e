import { InputError } from '@gradproof/model';
import { arithmeticHere } from '../../contract/arithmetic.ts';
import type { Engine } from '../../contract/engine.ts';
import { createTextbookEvaluator } from './textbook-evaluator.ts';

/**
 * The engine of functions whose structure is unknown: the user's code evaluates J in this process, one point after the other.
 * It is the default of every check; its `prepare` throws InputError for a layered network, and for the incremental method.
 *
 * @returns The engine.
 * @example
 * ```ts
 * import { createFunctionEngine } from '@gradproof/core';
 *
 * const { methods, precision } = await createFunctionEngine().describe();
 * console.log(methods.join(', '), precision); // textbook float64
 * ```
 */
export const createFunctionEngine = (): Engine => ({
  name: 'function',
  describe: () =>
    Promise.resolve({
      name: 'function',
      device: 'the cost function itself',
      precision: 'float64',
      arithmetic: arithmeticHere('float64'),
      methods: ['textbook'],
      problems: ['function'],
    }),
  prepare: (problem, method) => {
    if (problem.kind !== 'function') {
      throw new InputError(
        'A layered network needs an engine: pass { engine: createCpuEngine() } of @gradproof/engine-cpu.',
      );
    }
    if (method !== 'textbook') {
      throw new InputError(
        `The ${method} method needs a layered network; a function is checked by the textbook method.`,
      );
    }
    return createTextbookEvaluator(problem);
  },
});
