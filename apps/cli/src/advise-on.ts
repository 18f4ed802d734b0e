import type { Coverage, Estimate } from '@gradproof/core';
import { countText, durationText } from '@gradproof/report';
import type { Terminal } from './terminal.ts';

/** A check of every coordinate that takes longer gets told of the alternative. */
const LONG_SECONDS = 60;

/** Says on standard error, where checking every coordinate takes longer than a minute, what probing would take instead. */
export const adviseOn =
  ({ kind }: Coverage, { err }: Pick<Terminal, 'err'>) =>
  ({ evaluations, seconds, probe }: Estimate): void => {
    if (kind !== 'full' || !(seconds > LONG_SECONDS) || probe.seconds * 2 > seconds) return;
    err(
      `Every coordinate takes about ${countText(evaluations)} evaluations of J, ${durationText(seconds)}; ` +
        `--coverage probe would take about ${countText(probe.evaluations)}, ${durationText(probe.seconds)} (more where it finds something).\n`,
    );
  };
