export type { GradientEntries } from './gradient-entries.ts';
export { htmlIndex } from './html-index.ts';
export type { IndexEntry } from './html-index.ts';
export { htmlReport } from './html-report.ts';
export type { HtmlReportContent } from './html-report.ts';
