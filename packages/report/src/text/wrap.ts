import stringWidth from 'string-width';

/** Pieces in lines of at most `width` columns, a space between them; a longer one keeps its own line. */
const filled = (pieces: readonly string[], width: number): string[] => {
  const lines: string[] = [];
  let line = '';
  for (const piece of pieces) {
    const longer = line === '' ? piece : `${line} ${piece}`;
    if (line !== '' && stringWidth(longer) > width) {
      lines.push(line);
      line = piece;
    } else line = longer;
  }
  return [...lines, line];
};

/** The text in lines of at most `width` columns, broken at spaces; a longer word keeps its own line. */
export const wrap = (text: string, width: number): string[] => filled(text.split(' '), width);

/** A list in lines of at most `width` columns, broken after its commas; a longer item keeps its own line. */
export const wrapList = (items: readonly string[], width: number): string[] =>
  filled(
    items.map((item, k) => (k === items.length - 1 ? item : `${item},`)),
    width,
  );
