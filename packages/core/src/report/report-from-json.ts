import type { Report } from './report.ts';

const NOT_FINITE: Readonly<Record<string, number>> = { NaN: NaN, Infinity: Infinity, '-Infinity': -Infinity };

/** Keys whose values are text, whatever it says: a tensor may be called NaN. */
const TEXTS: readonly string[] = ['name', 'tensor', 'reason', 'message', 'device'];

/**
 * The report that reportToJson wrote.
 *
 * @param json The JSON.
 * @returns The report, with NaN and ±Infinity as numbers again. Its form is not checked.
 * @throws SyntaxError for what isn't JSON.
 * @example
 * ```ts
 * import { checkGradient, reportFromJson, reportToJson } from '@gradproof/core';
 *
 * const report = await checkGradient({ parameters: { x: 3 }, cost: ({ x }) => x ** 2, gradient: { x: 6 } });
 * const copy = reportFromJson(reportToJson({ ...report, difference: Infinity }));
 * console.log(copy.verdict, copy.difference); // correct Infinity
 * ```
 */
export const reportFromJson = (json: string): Report =>
  JSON.parse(json, (key, value: unknown) =>
    typeof value === 'string' && !TEXTS.includes(key) && Object.hasOwn(NOT_FINITE, value)
      ? NOT_FINITE[value]
      : value,
  ) as Report;
