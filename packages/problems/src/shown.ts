/** Longest text of others that a message repeats. */
const LONGEST = 500;

/** A text of others as it may stand in a message: it steers no terminal, and isn't too long. Lines stay lines. */
export const shown = (text: string): string => {
  const cut = text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
  // eslint-disable-next-line no-control-regex -- those are what must not come through
  return cut.replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '?');
};
