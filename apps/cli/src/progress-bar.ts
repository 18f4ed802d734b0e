import type { Progress } from '@gradproof/core';
import { countText, durationText } from '@gradproof/report';
import cliProgress from 'cli-progress';

/** A check shorter than this shows no bar. */
const QUIET_SECONDS = 1;

/** A bar on standard error, once a check takes long. */
export interface ProgressBar {
  readonly onProgress: (progress: Progress) => void;
  /** Takes the bar away; call it in every case. */
  readonly stop: () => void;
}

/** "123,456 of 467,713 coordinates, 51,200/s, 7 s left" */
const caption = ({ checked, coordinates, seconds }: Progress): string => {
  const rate = checked / seconds;
  return `${countText(checked)} of ${countText(coordinates)} coordinates, ${countText(Math.round(rate))}/s, ${durationText((coordinates - checked) / rate)} left`;
};

/** Creates the bar; where there is no terminal it does nothing. */
export const createProgressBar = (stream: NodeJS.WriteStream | null): ProgressBar => {
  if (stream === null) return { onProgress: () => {}, stop: () => {} };
  const bar = new cliProgress.SingleBar({
    stream,
    format: '{bar} {percentage}% {caption}',
    barsize: 24,
    barCompleteChar: '█',
    barIncompleteChar: '░',
    clearOnComplete: true,
    hideCursor: true,
    gracefulExit: false,
  });
  let shown = false;
  return {
    onProgress: (progress) => {
      if (progress.seconds < QUIET_SECONDS) return;
      if (!shown) bar.start(progress.coordinates, progress.checked, { caption: caption(progress) });
      else bar.update(progress.checked, { caption: caption(progress) });
      shown = true;
    },
    stop: () => {
      if (shown) bar.stop();
    },
  };
};
