import type { z } from 'zod';

/** Issues that a message names, and characters that it gives them. */
const [NAMED, LONGEST] = [3, 300];

/** What a schema found wrong, in a line: short, and without characters that could steer a terminal, for the text may come from anyone. */
export const issuesText = ({ issues }: z.ZodError): string => {
  const text = issues
    .slice(0, NAMED)
    .map(({ path, message }) => (path.length === 0 ? message : `${path.map(String).join('.')}: ${message}`))
    .join('; ')
    .replace(/[\p{C}\p{Zl}\p{Zp}]/gu, '?');
  const others = issues.length > NAMED ? `; and ${issues.length - NAMED} more` : '';
  return `${text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text}${others}.`;
};
