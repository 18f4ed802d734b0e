export type { GradientEntries } from './gradient-entries.ts';
export { htmlReport } from './html-report.ts';
export type { HtmlReportContent } from './html-report.ts';
