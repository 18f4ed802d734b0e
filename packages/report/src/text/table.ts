import stringWidth from 'string-width';

/** How a column stands: text to the left, numbers to the right. */
export type Alignment = 'left' | 'right';

const pad = (cell: string, width: number, alignment: Alignment): string => {
  const space = ' '.repeat(Math.max(0, width - stringWidth(cell)));
  return alignment === 'left' ? cell + space : space + cell;
};

/**
 * Rows as aligned lines, two spaces between columns. Cells may hold colour codes and wide characters.
 *
 * @param rows Rows of equally many cells.
 * @param alignments One for each column.
 * @returns A line for each row, without spaces at its end.
 */
export const table = (rows: readonly (readonly string[])[], alignments: readonly Alignment[]): string[] => {
  const widths = alignments.map((_, column) => Math.max(...rows.map((row) => stringWidth(row[column]!))));
  return rows.map((row) =>
    row
      .map((cell, column) => pad(cell, widths[column]!, alignments[column]!))
      .join('  ')
      .trimEnd(),
  );
};
