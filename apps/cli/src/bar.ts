import cliProgress from 'cli-progress';

/** A bar on standard error, with a caption beside it. */
export interface Bar {
  /** Draws it, from the first call on. */
  readonly draw: (progress: BarProgress) => void;
  /** Takes it away; the next `draw` shows it again. */
  readonly clear: () => void;
}

/** What a bar shows. */
export interface BarProgress {
  readonly done: number;
  readonly total: number;
  readonly caption: string;
}

/** What takes less than this shows no bar, in seconds. */
export const QUIET_SECONDS = 1;

/** Creates a bar; where there is no terminal (null) it does nothing. */
export const createBar = (stream: NodeJS.WriteStream | null): Bar => {
  if (stream === null) return { draw: () => {}, clear: () => {} };
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
  let isShown = false;
  return {
    draw: ({ done, total, caption }) => {
      if (isShown) bar.update(done, { caption });
      else bar.start(total, done, { caption });
      isShown = true;
    },
    clear: () => {
      if (isShown) bar.stop();
      isShown = false;
    },
  };
};
