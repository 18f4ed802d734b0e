/** What a header of a .npy file can hold: the Python literals without expressions. */
export type PythonLiteral =
  string | number | boolean | null | PythonLiteral[] | ReadonlyMap<string, PythonLiteral>;

/** A header nested deeper than this describes nothing we read. */
const MAX_DEPTH = 10;

const TOKEN =
  /\s*(?:([{}()[\],:])|'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)"|([-+]?\d[\w.+-]*)|(True|False|None))/y;

type Token =
  | { readonly kind: 'mark'; readonly text: string }
  | { readonly kind: 'value'; readonly value: PythonLiteral };

const WORDS: Readonly<Record<string, boolean | null>> = { True: true, False: false, None: null };

/** The tokens of the text; null when something in it is no token. */
const tokensOf = (text: string): Token[] | null => {
  const tokens: Token[] = [];
  const source = text.trimEnd();
  for (let at = 0; at < source.length; at = TOKEN.lastIndex) {
    TOKEN.lastIndex = at;
    const match = TOKEN.exec(source);
    if (!match) return null;
    const [, mark, single, double, number, word] = match;
    if (mark !== undefined) tokens.push({ kind: 'mark', text: mark });
    else if (number !== undefined) tokens.push({ kind: 'value', value: Number(number.replace(/L$/, '')) });
    else if (word !== undefined) tokens.push({ kind: 'value', value: WORDS[word]! });
    else tokens.push({ kind: 'value', value: single ?? double ?? '' });
  }
  return tokens;
};

const CLOSING: Readonly<Record<string, string>> = { '(': ')', '[': ']' };

/** Reads Python's dictionaries, tuples, lists, strings, numbers and constants; undefined for anything else. */
export const parsePythonLiteral = (text: string): PythonLiteral | undefined => {
  const tokens = tokensOf(text);
  if (!tokens) return undefined;
  let next = 0;
  const isMark = (mark: string): boolean => {
    const token = tokens[next];
    return token?.kind === 'mark' && token.text === mark;
  };
  const takeMark = (mark: string): boolean => isMark(mark) && ++next > 0;

  const parseItems = (closing: string, depth: number): PythonLiteral[] | undefined => {
    const items: PythonLiteral[] = [];
    while (!takeMark(closing)) {
      const item = parseValue(depth);
      if (item === undefined) return undefined;
      items.push(item);
      if (!takeMark(',') && !isMark(closing)) return undefined;
    }
    return items;
  };

  const parseDictionary = (depth: number): ReadonlyMap<string, PythonLiteral> | undefined => {
    const entries = new Map<string, PythonLiteral>();
    while (!takeMark('}')) {
      const key = parseValue(depth);
      if (typeof key !== 'string' || entries.has(key) || !takeMark(':')) return undefined;
      const value = parseValue(depth);
      if (value === undefined) return undefined;
      entries.set(key, value);
      if (!takeMark(',') && !isMark('}')) return undefined;
    }
    return entries;
  };

  const parseValue = (depth: number): PythonLiteral | undefined => {
    const token = tokens[next++];
    if (!token || depth > MAX_DEPTH) return undefined;
    if (token.kind === 'value') return token.value;
    if (token.text === '{') return parseDictionary(depth + 1);
    const closing = CLOSING[token.text];
    return closing === undefined ? undefined : parseItems(closing, depth + 1);
  };

  const value = parseValue(0);
  return next === tokens.length ? value : undefined;
};
