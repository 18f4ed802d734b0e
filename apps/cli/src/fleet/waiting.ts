import type { CheckStatus } from '@gradproof/queue';
import { countText, durationText } from '@gradproof/report';
import { createBar, QUIET_SECONDS } from '../bar.ts';
import type { Terminal } from '../terminal.ts';
import { whyNobody } from './why-nobody.ts';

/** Shows the progress of a check on the fleet. */
export interface Waiting {
  readonly onStatus: (status: CheckStatus) => void;
  readonly onOutage: (reason: string) => void;
  /** Call it in every case. */
  readonly stop: () => void;
}

/** After so many seconds without a worker the user is told why. */
const PATIENCE_SECONDS = 5;

/** Writes to standard error: a bar where there is a terminal, messages in any case. */
export const createWaiting = ({ err, progress }: Terminal): Waiting => {
  const began = performance.now();
  const seconds = () => (performance.now() - began) / 1000;
  const bar = createBar(progress);
  let doneBefore: number | null = null;
  let aloneSince: number | null = null;
  let isTold = false;
  let isOut = false;

  const say = (text: string): void => {
    bar.clear();
    err(`gradproof: ${text}\n`);
  };
  const tellWhyNobody = (status: CheckStatus): void => {
    if (status.workers.length > 0) [aloneSince, isTold] = [null, false];
    else aloneSince ??= seconds();
    const why = whyNobody(status);
    if (why === null || isTold || aloneSince === null || seconds() - aloneSince <= PATIENCE_SECONDS) return;
    say(`${why} Ctrl-C leaves it in the queue.`);
    isTold = true;
  };
  const draw = (status: CheckStatus): void => {
    doneBefore ??= status.done;
    if (status.outcome || isTold || seconds() < QUIET_SECONDS) return;
    const caption = captionOf(status, (status.done - doneBefore) / seconds());
    bar.draw({ done: status.done, total: status.submission.runs, caption });
  };

  return {
    onStatus: (status) => {
      if (isOut) say('Redis is back.');
      isOut = false;
      tellWhyNobody(status);
      draw(status);
    },
    onOutage: (reason) => {
      isOut = true;
      say(`Redis is out of reach (${reason}); the check goes on when it is back.`);
    },
    stop: bar.clear,
  };
};

/** "12 of 40 shards, 2.1/s, 13 s left, 2 workers at work"; `rate` in shards a second. */
const captionOf = ({ id, done, submission: { runs }, workers }: CheckStatus, rate: number): string => {
  const left = rate > 0 ? `, ${rate.toPrecision(2)}/s, ${durationText((runs - done) / rate)} left` : '';
  const busy = workers.filter(({ running }) => running.includes(id)).length;
  return `${countText(done)} of ${countText(runs)} shards${left}, ${busy} ${busy === 1 ? 'worker' : 'workers'} at work`;
};
