import { setTimeout as pause } from 'node:timers/promises';

const LOOK_MILLISECONDS = 50;
/** Seconds that anything may take on a busy machine before the scenario says that it hangs. */
const PATIENCE_SECONDS = 60;

/** Asks until the answer is neither false, null nor undefined, and returns it. Throws, naming what was waited for, when it takes too long. */
export const until = async <Answer>(
  what: string,
  ask: () => Answer | Promise<Answer>,
  seconds = PATIENCE_SECONDS,
): Promise<Exclude<Answer, false | null | undefined>> => {
  const deadline = performance.now() + seconds * 1000;
  for (;;) {
    const answer = await ask();
    if (answer !== false && answer !== null && answer !== undefined)
      return answer as Exclude<Answer, false | null | undefined>;
    if (performance.now() > deadline) throw new Error(`after ${seconds} s still not: ${what}`);
    await pause(LOOK_MILLISECONDS);
  }
};
