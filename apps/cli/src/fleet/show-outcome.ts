import { reportFromJson } from '@gradproof/core';
import { InputError } from '@gradproof/model';
import { FleetError, type Outcome } from '@gradproof/queue';
import { formatReport } from '@gradproof/report';
import { statusOf } from '../exit-status.ts';
import type { Terminal } from '../terminal.ts';
import { wordRemedy } from '../words/remedy.ts';

/** Prints the report as `check` does, and returns its exit status. Throws InputError or FleetError for a check that failed or was cancelled. */
export const showOutcome = (
  id: string,
  outcome: Outcome,
  json: boolean,
  { out, color, width }: Terminal,
): number => {
  switch (outcome.state) {
    case 'concluded': {
      const report = reportFromJson(outcome.report);
      out(`${json ? outcome.report : formatReport(report, { color, width, wordRemedy })}\n`);
      return statusOf(report.verdict);
    }
    case 'cancelled':
      throw new FleetError(`${id} was cancelled.`);
    case 'failed': {
      const { kind, message } = outcome.failure;
      if (kind === 'input') throw new InputError(message);
      throw new FleetError(`${id} failed: ${message.replace(/\.$/, '')}. Submitting it again starts anew.`);
    }
  }
};
