import type { Report } from '@gradproof/core';
import { formatReport } from '@gradproof/report';

/**
 * What a failed assertion prints: the report. Whatever a report names in the terms of a program, a remedy for instance, is worded here
 * in the matcher's.
 *
 * @param report What the check concluded.
 * @param isNot Whether the assertion was `.not.toHaveCorrectGradient()`.
 * @returns Lines without colours.
 */
export const reportMessage = (report: Report, isNot: boolean): string =>
  isNot ? `expected the gradient to be incorrect, but\n\n${formatReport(report)}` : formatReport(report);
