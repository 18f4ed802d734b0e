import type { Method } from '@gradproof/core';
import { assertWritable, writeGradient } from '@gradproof/formats';
import { safeText } from '@gradproof/model';
import { engineFor } from '../engines/engine-for.ts';
import type { EngineOptions } from '../engines/engine-of.ts';
import { EXIT_STATUS } from '../exit-status.ts';
import { createProgress } from '../progress-bar.ts';
import type { Terminal } from '../terminal.ts';
import { differentiateFunctions, type NumericalGradients } from './differentiate-functions.ts';
import { withProblem } from '../checking/with-problem.ts';

/** The options of `gradproof differentiate`, parsed. */
export interface DifferentiateCommandOptions extends EngineOptions {
  readonly out: string;
  readonly method: Method | 'auto';
  readonly epsilon?: number;
  /** Of a process. */
  readonly evaluationSeconds?: number;
  readonly force?: boolean;
}

/** Writes the numerical gradient (of many outputs, the Jacobian) of the problem to an .npz file. Throws InputError, and the signal's reason. */
export const differentiate = async (
  problem: string,
  { out, method, epsilon, evaluationSeconds, force = false, ...chosen }: DifferentiateCommandOptions,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<number> => {
  await assertWritable(out, force);
  const bar = createProgress(terminal);
  const numerical = await withProblem(
    problem,
    { signal, jacobian: true, evaluationSeconds },
    async (functions) =>
      differentiateFunctions(functions, {
        engine: await engineFor(functions, chosen, method),
        method,
        signal,
        onProgress: bar.onProgress,
        ...(epsilon === undefined ? {} : { epsilon }),
      }),
  ).finally(bar.stop);
  await writeGradient(out, numerical.layout, numerical.gradapprox, force);
  terminal.out(`Wrote ${safeText(out, 500)}: ${summaryOf(numerical)}\n`);
  return EXIT_STATUS.correct;
};

/** What the file holds, and how it was computed. */
const summaryOf = ({ layout, method, epsilon, oneSided }: NumericalGradients): string => {
  const names = safeText(namesText(layout.tensors.map(({ name }) => `d${name}`)), 2000);
  const kinks =
    oneSided === 0 ? '' : `; ${oneSided} coordinates stand at a kink: theirs are derivatives from its left`;
  return `${names} (${layout.size} coordinates, ${method} method, epsilon ${epsilon}${kinks})`;
};

/** Names in the message; the file has them all. */
const NAMED = 20;

const namesText = (names: readonly string[]): string =>
  names.length <= NAMED
    ? names.join(', ')
    : `${names.slice(0, NAMED).join(', ')} and ${names.length - NAMED} more`;
