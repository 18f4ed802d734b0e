import { relative } from 'node:path';
import { shown } from '../shown.ts';
import { thrownText } from '../thrown-text.ts';
import { placeOf } from './place-of.ts';

const PARSE_ERROR = /^ParseError: (?<what>.*?)\s*\n\s*(?<place>.*:\d+:\d+)/s;

const firstLine = (text: string): string => text.split('\n', 1)[0]!;

/** What went wrong while a module was loaded, in one sentence with its place: it can't be parsed, an import is missing, or it threw. */
export const describeLoadError = (path: string, error: unknown): string => {
  if (!(error instanceof Error)) return `${path} threw ${thrownText(error)} while it was loaded.`;
  const parse = PARSE_ERROR.exec(error.message)?.groups;
  if (parse)
    return `${relative('', parse['place']!)} can't be read: ${shown(parse['what']!.replace(/\.$/, ''))}.`;
  if (error instanceof SyntaxError) return `${path} can't be read: ${shown(firstLine(error.message))}.`;
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'MODULE_NOT_FOUND' || code === 'ERR_MODULE_NOT_FOUND')
    return `${path} could not be loaded: ${shown(firstLine(error.message))}.`;
  return `${path} threw ${error.name} while it was loaded${placeOf(error, path, true)}: ${shown(error.message)}`;
};
