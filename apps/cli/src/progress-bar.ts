import type { Progress } from '@gradproof/core';
import { countText, durationText } from '@gradproof/report';
import { createBar, QUIET_SECONDS } from './bar.ts';
import type { Terminal } from './terminal.ts';

/** Shows the progress of a check here. */
export interface ProgressBar {
  readonly onProgress: (progress: Progress) => void;
  /** Takes the bar away; call it in every case. */
  readonly stop: () => void;
}

/** Shows nothing. */
export const NO_PROGRESS: ProgressBar = { onProgress: () => {}, stop: () => {} };

/** Where there is no terminal to draw on, so often a line says how far the check is, in seconds. */
const LINE_SECONDS = 10;

/** Tells of progress: a bar on a terminal, elsewhere a line every ten seconds. */
export const createProgress = ({ progress, err }: Pick<Terminal, 'progress' | 'err'>): ProgressBar =>
  progress === null ? createProgressLines(err) : createProgressBar(progress);

/** Says every ten seconds how far the check is, also while J takes longer than that, as long as it leaves the event loop free. */
const createProgressLines = (err: Terminal['err']): ProgressBar => {
  const began = performance.now();
  let last: Progress | null = null;
  let told = began;
  const tell = () => {
    const now = performance.now();
    if (now - told < 1000 * LINE_SECONDS) return;
    told = now;
    err(
      `gradproof: ${last === null ? `begun ${durationText((now - began) / 1000)} ago` : captionOf(last)}\n`,
    );
  };
  const timer = setInterval(tell, 1000).unref();
  return {
    onProgress: (progress) => {
      last = progress;
      tell();
    },
    stop: () => clearInterval(timer),
  };
};

/** Creates the bar, shown once the check takes longer than a second. */
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
