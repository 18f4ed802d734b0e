import { safeMessage } from './safe-text.ts';

/** What is said of something that no text can be made of. */
const NO_TEXT = 'something that is no error';

/**
 * What someone's code threw, as a text. It may be anything: no error, an error whose message throws, a proxy of whatever traps.
 *
 * @param thrown What was caught.
 * @param place Where it was thrown, put behind the error's name or the value: ` (at problem.ts:12:5)`.
 * @returns `RangeError: no weights`, or the value's own text.
 */
export const thrownText = (thrown: unknown, place = ''): string => {
  try {
    if (!(thrown instanceof Error)) return safeMessage(`${String(thrown)}${place}`);
    const name = String(thrown.name);
    const message = String(thrown.message);
    return safeMessage(message === '' ? `${name}${place}` : `${name}${place}: ${message}`);
  } catch {
    return `${NO_TEXT}${place}`;
  }
};
