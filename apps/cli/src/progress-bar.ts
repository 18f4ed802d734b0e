import type { Progress } from '@gradproof/core';
import { countText, durationText } from '@gradproof/report';
import { createBar, QUIET_SECONDS } from './bar.ts';

/** Shows the progress of a check here. */
export interface ProgressBar {
  readonly onProgress: (progress: Progress) => void;
  /** Takes the bar away; call it in every case. */
  readonly stop: () => void;
}

/** Creates the bar, shown once the check takes longer than a second; where there is no terminal it does nothing. */
export const createProgressBar = (stream: NodeJS.WriteStream | null): ProgressBar => {
  const bar = createBar(stream);
  return {
    onProgress: (progress) => {
      const { checked, coordinates, seconds } = progress;
      if (seconds < QUIET_SECONDS) return;
      bar.draw({ done: checked, total: coordinates, caption: captionOf(progress) });
    },
    stop: bar.clear,
  };
};

/** "123,456 of 467,713 coordinates, 51,200/s, 7 s left" */
const captionOf = ({ checked, coordinates, seconds }: Progress): string => {
  const rate = checked / seconds;
  return `${countText(checked)} of ${countText(coordinates)} coordinates, ${countText(Math.round(rate))}/s, ${durationText((coordinates - checked) / rate)} left`;
};
