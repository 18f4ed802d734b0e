/** What would steer a terminal, turn the direction of what follows, or break a line. */
const STEERING = /[\p{Cc}\p{Bidi_Control}\u2028\u2029]/gu;

/** The same without what messages are laid out with: line feeds and tabs. */
const STEERING_IN_LINES = /[^\P{Cc}\n\t]|[\p{Bidi_Control}\u2028\u2029]/gu;

const REPLACEMENT = '\u{fffd}';

/** Characters that are shown of a line of a message. */
const LONGEST_LINE = 1000;

/** Lines, and characters in all, that are shown of a message. */
const [MOST_LINES, LONGEST_MESSAGE] = [100, 8000];

/** Characters that are shown of a text of others which a message quotes. */
const LONGEST_QUOTED = 80;

/** The beginning and the end of what is too long; a text is cut between characters, not within one. */
const withoutMiddle = (text: string, beginning: number, end: number): string => {
  if (text.length <= beginning + 1 + end) return text;
  const characters = [...text];
  return characters.length > beginning + 1 + end
    ? `${characters.slice(0, beginning).join('')}…${characters.slice(-end).join('')}`
    : text;
};

/**
 * A text of others on one line: nothing in it steers a terminal or breaks a table. A long one loses its end.
 *
 * @param text Any text.
 * @param most Characters that are kept.
 * @returns The text with U+FFFD in place of control characters and marks of direction.
 */
export const safeText = (text: string, most = 60): string => {
  const safe = text.slice(0, 2 * most + 2).replace(STEERING, REPLACEMENT); // a character has two units at the most
  const characters = [...safe];
  return characters.length > most ? `${characters.slice(0, most - 1).join('')}…` : safe;
};

/**
 * A name of others on one line. A long one loses its middle: its end (…q_proj.weight, an entry's index) tells it from its neighbours.
 *
 * @param name Any text.
 * @param beginning Characters that are kept of its beginning.
 * @param end The same of its end.
 */
export const safeName = (name: string, beginning = 24, end = 35): string =>
  withoutMiddle(name.replace(STEERING, REPLACEMENT), beginning, end);

/**
 * A message, whatever texts of others are in it: nothing steers a terminal, what is too long loses its middle (its end says what to do), a
 * line as well as the whole.
 *
 * @param message Lines; a safe message stays as it is.
 * @param most Characters that are kept in all.
 */
export const safeMessage = (message: string, most = LONGEST_MESSAGE): string => {
  const lines = message.split('\n', MOST_LINES + 1);
  if (lines.length > MOST_LINES) lines[MOST_LINES] = '…';
  const safe = lines.map((line) => cut(line.replace(STEERING_IN_LINES, REPLACEMENT), LONGEST_LINE));
  return cut(safe.join('\n'), most);
};

/** A text of at most so many characters, by its middle. */
const cut = (text: string, most: number): string =>
  withoutMiddle(text, Math.ceil((most - 1) / 2), Math.floor((most - 1) / 2));

/** A text of others in quotation marks; a long one loses its end. */
export const quoted = (text: string): string => JSON.stringify(safeText(text, LONGEST_QUOTED + 1));

/** JSON of a value on one line (or indented by `space`) in which marks of direction and control characters are escaped: for terminals, and the same value for programs. */
export const safeJson = (
  value: unknown,
  replacer?: (key: string, value: unknown) => unknown,
  space?: number,
): string =>
  JSON.stringify(value, replacer, space).replace(
    /[^\P{Cc}\n]|[\p{Bidi_Control}\u2028\u2029]/gu,
    (mark) => `\\u${mark.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
