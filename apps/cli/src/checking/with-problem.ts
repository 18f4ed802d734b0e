import type { ScalarFunction } from '@gradproof/core';
import { type OpenOptions, openProblem } from '@gradproof/problems';
import { setImmediate as turn } from 'node:timers/promises';
import { createInterruptibleCalls, loadInterruptibly } from '../interruptible.ts';
import { restoreProcess } from '../our-process.ts';
import { LONGER_EVALUATIONS } from '../words/remedy.ts';
import { withConsoleToStderr } from '../console-to-stderr.ts';

/** Opens the problem at the path, runs with its functions, and closes it whatever happens. Throws InputError, and the signal's reason. */
export const withProblem = <Result>(
  path: string,
  options: OpenOptions,
  run: (functions: readonly ScalarFunction[]) => Promise<Result>,
): Promise<Result> =>
  withConsoleToStderr(async () => {
    const { functions, close } = await openProblem(path, {
      ...options,
      longerEvaluations: LONGER_EVALUATIONS,
      load: (run) => loadInterruptibly(run).finally(restoreProcess),
      call: createInterruptibleCalls(),
    });
    try {
      const result = await run(functions);
      await turn(); // a promise that its code left rejected shows now, not after a verdict
      return result;
    } finally {
      await close();
    }
  });
