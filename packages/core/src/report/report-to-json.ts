import type { Report } from './report.ts';

/** The report as one line of JSON. A number that isn't finite becomes "NaN", "Infinity" or "-Infinity", never null. */
export const reportToJson = (report: Report): string =>
  JSON.stringify(report, (_key, value: unknown) =>
    typeof value === 'number' && !Number.isFinite(value) ? String(value) : value,
  );
