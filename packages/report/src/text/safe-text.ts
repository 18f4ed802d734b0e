/** Names come from files: nothing in them may steer a terminal or break a table. */
export const safeText = (text: string, most = 60): string => {
  const safe = text.replace(/[\p{Cc}\u200e\u200f\u2028-\u202e\u2066-\u2069]/gu, '\u{fffd}');
  return safe.length > most ? `${safe.slice(0, most - 1)}…` : safe;
};
