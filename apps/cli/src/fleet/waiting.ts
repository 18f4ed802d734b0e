import type { CheckStatus } from '@gradproof/queue';
import { countText, durationText } from '@gradproof/report';
import cliProgress from 'cli-progress';
import type { Terminal } from '../terminal.ts';
import { whyNobody } from './why-nobody.ts';

/** Shows how a check of the fleet comes along. */
export interface Waiting {
  readonly onStatus: (status: CheckStatus) => void;
  readonly onOutage: (reason: string) => void;
  /** Call it in every case. */
  readonly stop: () => void;
}

/** A check that no worker takes is worth a word after so many seconds. */
const PATIENCE_SECONDS = 5;

const shardsText = ({ done, submission: { runs } }: CheckStatus): string =>
  `${countText(done)} of ${countText(runs)} shards`;

/** "12 of 40 shards, 2.1/s, 13 s left, 2 workers at work" */
const caption = (status: CheckStatus, seconds: number, doneBefore: number): string => {
  const { id, done, submission, workers } = status;
  const rate = (done - doneBefore) / seconds;
  const left =
    rate > 0 ? `, ${rate.toPrecision(2)}/s, ${durationText((submission.runs - done) / rate)} left` : '';
  const busy = workers.filter(({ running }) => running.includes(id)).length;
  return `${shardsText(status)}${left}, ${busy} ${busy === 1 ? 'worker' : 'workers'} at work`;
};

/** Tells on standard error: a bar where there is a terminal, else a line now and then. */
export const createWaiting = ({ err, progress }: Terminal): Waiting => {
  const began = performance.now();
  const seconds = () => (performance.now() - began) / 1000;
  const bar = progress
    ? new cliProgress.SingleBar({
        stream: progress,
        format: '{bar} {percentage}% {caption}',
        barsize: 24,
        barCompleteChar: '█',
        barIncompleteChar: '░',
        clearOnComplete: true,
        hideCursor: true,
        gracefulExit: false,
      })
    : null;
  let doneBefore: number | null = null;
  let lonelySince: number | null = null;
  let told = false;
  let isOut = false;
  let isShown = false;

  const say = (text: string) => {
    if (isShown) bar?.stop();
    isShown = false;
    err(`gradproof: ${text}\n`);
  };

  return {
    onStatus: (status) => {
      if (isOut) say('Redis is back.');
      isOut = false;
      doneBefore ??= status.done;
      if (status.workers.length > 0) [lonelySince, told] = [null, false];
      else lonelySince ??= seconds();
      const why = whyNobody(status);
      if (why !== null && !told && lonelySince !== null && seconds() - lonelySince > PATIENCE_SECONDS) {
        say(`${why} Ctrl-C leaves it in the queue.`);
        told = true;
      }
      if (!bar || status.outcome || told || seconds() < 1) return;
      const payload = { caption: caption(status, seconds(), doneBefore) };
      if (isShown) bar.update(status.done, payload);
      else bar.start(status.submission.runs, status.done, payload);
      isShown = true;
    },
    onOutage: (reason) => {
      isOut = true;
      say(`Redis is out of reach (${reason}); the check goes on when it is back.`);
    },
    stop: () => {
      if (isShown) bar?.stop();
    },
  };
};
