/** The text without what would steer a terminal or turn its direction. */
const withoutControls = (text: string): string =>
  text.replace(/[\p{Cc}\u200e\u200f\u2028-\u202e\u2066-\u2069]/gu, '\u{fffd}');

/**
 * Text comes from files: nothing in it may steer a terminal or break a table. A long one loses its end.
 *
 * @param text Any text.
 * @param most Characters that are kept.
 * @returns The text with U+FFFD in place of control characters and marks of direction.
 */
export const safeText = (text: string, most = 60): string => {
  const characters = [...withoutControls(text)];
  return characters.length > most ? `${characters.slice(0, most - 1).join('')}…` : characters.join('');
};

/** Characters that are shown of a name: those of its beginning, then those of its end. */
const [BEGINNING, END] = [24, 35];

/** A name, as safe. A long one loses its middle: its end (…q_proj.weight, an entry's index) tells it from its neighbours. */
export const nameText = (name: string): string => {
  const characters = [...withoutControls(name)];
  return characters.length > BEGINNING + 1 + END
    ? `${characters.slice(0, BEGINNING).join('')}…${characters.slice(-END).join('')}`
    : characters.join('');
};
