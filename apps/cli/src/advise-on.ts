import type { Coverage, Estimate, ScalarFunction } from '@gradproof/core';
import type { EngineDescription } from '@gradproof/core/engine';
import { safeText } from '@gradproof/model';
import { countText, durationText } from '@gradproof/report';
import type { Detail } from './reporters/text.ts';
import type { Terminal } from './terminal.ts';

/** A check of every coordinate that takes longer gets told of the alternative. */
const LONG_SECONDS = 60;

/** What is about to be checked. */
export interface Advised {
  readonly coverage?: Coverage | undefined;
  readonly detail: Detail;
  readonly functions: readonly Pick<ScalarFunction, 'problem'>[];
  readonly engine: Pick<EngineDescription, 'name' | 'device' | 'precision'>;
}

/** `1,537 parameters in 4 tensors` */
const sizeOf = ([first]: Advised['functions']): string => {
  const { size, tensors } = first!.problem.layout;
  return `${countText(size)} ${size === 1 ? 'parameter' : 'parameters'} in ${countText(tensors.length)} ${tensors.length === 1 ? 'tensor' : 'tensors'}`;
};

/**
 * Says on standard error what a check is about to take where that is asked for, and, where checking every coordinate takes longer than a
 * minute, what probing would take instead.
 */
export const adviseOn =
  ({ coverage, detail, functions, engine }: Advised, { err }: Pick<Terminal, 'err'>) =>
  ({ evaluations, seconds, probe }: Estimate): void => {
    if (detail === 'verbose')
      err(
        `gradproof: ${sizeOf(functions)}, on ${engine.name} (${safeText(engine.device)}, ${engine.precision}): ` +
          `about ${countText(evaluations)} evaluations of J, ${durationText(seconds)}\n`,
      );
    const isFull = (coverage?.kind ?? 'full') === 'full';
    if (detail === 'quiet' || !isFull || !(seconds > LONG_SECONDS) || probe.seconds * 2 > seconds) return;
    err(
      `Every coordinate takes about ${countText(evaluations)} evaluations of J, ${durationText(seconds)}; ` +
        `--coverage probe would take about ${countText(probe.evaluations)}, ${durationText(probe.seconds)} (more where it finds something).\n`,
    );
  };
