import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const workerPath = fileURLToPath(new URL('worker.mjs', import.meta.url));

/** Seeds that a process is handed at once. */
const SEEDS = 4;

/**
 * Runs what the schedule hands out in so many processes. The entries of seeds are written to the journal here, one after the other, so that a run that is
 * killed goes on where it ended. `isOver` is asked before more is handed out.
 */
export const runSchedule = (schedule, journal, { jobs, isOver = () => false }) =>
  Promise.all(Array.from({ length: jobs }, () => runWorker(schedule, journal, isOver)));

const runWorker = (schedule, journal, isOver) =>
  new Promise((resolve, reject) => {
    const worker = fork(workerPath);
    let isEnded = false;
    const next = () => {
      const task = isOver() ? null : schedule.nextTask(SEEDS);
      if (task !== null) return worker.send(task);
      isEnded = true;
      return worker.disconnect();
    };
    worker.on('error', reject);
    worker.on('exit', (code) => (isEnded ? resolve() : reject(new Error(`A process ended with ${code}.`))));
    worker.on('message', ({ entry, isDone }) => {
      if (entry) {
        journal.append(entry);
        schedule.take(entry);
      }
      if (isDone) next();
    });
    next();
  });
