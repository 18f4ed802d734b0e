import { differentiateProblem, type Method } from '@gradproof/core';
import { readUndifferentiated, refuseExisting, writeGradient } from '@gradproof/formats';
import { safeText } from '@gradproof/report';
import { EXIT_STATUS } from '../exit-status.ts';
import { createProgressBar } from '../progress-bar.ts';
import type { Terminal } from '../terminal.ts';
import { engineOf, type EngineOptions } from './engine-of.ts';

/** The options of `gradproof differentiate`, parsed. */
export interface DifferentiateCommandOptions extends EngineOptions {
  readonly out: string;
  readonly method: Method | 'auto';
  readonly epsilon?: number;
  readonly force?: boolean;
}

/** Writes the numerical gradient of the problem to an .npz file. Throws InputError, and the signal's reason. */
export const differentiate = async (
  problem: string,
  { out, method, epsilon, force = false, ...chosen }: DifferentiateCommandOptions,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<number> => {
  if (!force) await refuseExisting(out);
  const folder = await readUndifferentiated(problem);
  const bar = createProgressBar(terminal.progress);
  const found = await differentiateProblem(folder.problem, {
    engine: await engineOf(chosen, folder.problem, method),
    method,
    signal,
    onProgress: bar.onProgress,
    ...(epsilon === undefined ? {} : { epsilon }),
  }).finally(bar.stop);
  const { layout } = folder.problem;
  await writeGradient(out, layout, found.gradapprox, force);
  const kinks =
    found.oneSided.length === 0
      ? ''
      : `; ${found.oneSided.length} coordinates stand at a kink: theirs are derivatives from its left`;
  terminal.out(
    `Wrote ${safeText(out, 500)}: ${layout.tensors.map(({ name }) => `d${name}`).join(', ')} (${layout.size} coordinates, ${found.method} method, epsilon ${found.epsilon}${kinks})\n`,
  );
  return EXIT_STATUS.correct;
};
