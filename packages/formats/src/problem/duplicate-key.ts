/** Where the text goes on after the string that begins here. */
const afterString = (json: string, start: number): number => {
  let at = start + 1;
  while (json[at] !== '"') at += json[at] === '\\' ? 2 : 1;
  return at + 1;
};

/**
 * The first key that an object of a JSON text has twice; null where none has. JSON.parse takes the last of its values, other readers the first.
 *
 * @param json A text that JSON.parse takes.
 */
export const duplicateKey = (json: string): string | null => {
  const open: (Set<string> | null)[] = []; // null for a list
  let mayBeKey = false;
  for (let at = 0; at < json.length;) {
    const mark = json[at]!;
    if (mark === '"') {
      const end = afterString(json, at);
      const keys = open.at(-1);
      if (keys && mayBeKey) {
        const key = JSON.parse(json.slice(at, end)) as string;
        if (keys.has(key)) return key;
        keys.add(key);
        mayBeKey = false;
      }
      at = end;
      continue;
    }
    if (mark === '{' || mark === '[') open.push(mark === '{' ? new Set() : null);
    if (mark === '}' || mark === ']') open.pop();
    if (mark === '{' || mark === ',') mayBeKey = true;
    at++;
  }
  return null;
};
