import type { Report } from '@gradproof/core';
import { formatReport } from '@gradproof/report';
import { wordRemedy } from './remedy.ts';

/**
 * What a failed assertion prints: the report, its remedies as options of the matcher.
 *
 * @param report What the check concluded.
 * @param isNot Whether the assertion was `.not.toHaveCorrectGradient()`.
 * @returns Lines without colours.
 */
export const reportMessage = (report: Report, isNot: boolean): string => {
  const text = formatReport(report, { wordRemedy });
  return isNot ? `expected the gradient to be incorrect, but\n\n${text}` : text;
};
