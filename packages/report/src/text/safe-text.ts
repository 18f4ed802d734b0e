/** Names come from files: nothing in them may steer a terminal or break a table. */
export const safeText = (text: string, most = 60): string => {
  // eslint-disable-next-line no-control-regex -- control characters are what is taken out
  const safe = text.replace(
    /[\u0000-\u001f\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069]/g,
    '\u{fffd}',
  );
  return safe.length > most ? `${safe.slice(0, most - 1)}…` : safe;
};
