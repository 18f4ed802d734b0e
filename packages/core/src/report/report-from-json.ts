import type { Report } from './report.ts';

const NOT_FINITE: Readonly<Record<string, number>> = { NaN: NaN, Infinity: Infinity, '-Infinity': -Infinity };

/** Keys whose values are text, whatever it says: a tensor may be called NaN. */
const TEXTS: readonly string[] = ['name', 'tensor', 'reason', 'message', 'device'];

/** The report that reportToJson wrote. Throws SyntaxError for what isn't JSON; its form is not checked. */
export const reportFromJson = (json: string): Report =>
  JSON.parse(json, (key, value: unknown) =>
    typeof value === 'string' && !TEXTS.includes(key) && Object.hasOwn(NOT_FINITE, value)
      ? NOT_FINITE[value]
      : value,
  ) as Report;
