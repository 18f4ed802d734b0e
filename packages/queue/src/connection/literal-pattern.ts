/** A text as SCAN's pattern matches it literally. */
export const literalPattern = (text: string): string => text.replace(/[\\*?[\]]/g, '\\$&');
