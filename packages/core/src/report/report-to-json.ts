import { safeJson } from '@gradproof/model';
import type { Report } from './report.ts';

/**
 * The report as one line of JSON, which reportFromJson reads.
 *
 * @param report What a check returned.
 * @returns The JSON. A number that isn't finite becomes "NaN", "Infinity" or "-Infinity", never null; what would steer a terminal is escaped.
 * @example
 * ```ts
 * import { checkGradient, reportToJson } from '@gradproof/core';
 *
 * const report = await checkGradient({ parameters: { x: 3 }, cost: ({ x }) => x ** 2, gradient: { x: 6 } });
 * const json = reportToJson({ ...report, difference: NaN });
 * console.log(json.includes('"verdict":"correct"'), json.includes('"difference":"NaN"')); // true true
 * ```
 */
export const reportToJson = (report: Report): string =>
  safeJson(report, (_key, value: unknown) =>
    typeof value === 'number' && !Number.isFinite(value) ? String(value) : value,
  );
