export { formatReport } from './format-report.ts';
export type { TextOptions } from './format-report.ts';
export { countText, durationText } from './text/number-text.ts';
export type { Remedy, WordRemedy } from './text/remedy-text.ts';
export { table } from './text/table.ts';
export type { Alignment } from './text/table.ts';
