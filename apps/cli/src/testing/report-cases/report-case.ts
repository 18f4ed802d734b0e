import type { Report } from '@gradproof/core';

/** A check whose report is reviewed as a text. */
export interface ReportCase {
  /** What is special about it. */
  readonly name: string;
  readonly check: () => Promise<Report>;
}
