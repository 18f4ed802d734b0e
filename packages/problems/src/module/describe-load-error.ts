import { safeMessage } from '@gradproof/model';
import { relative } from 'node:path';
import { thrownBy } from './named-errors.ts';

const PARSE_ERROR = /^ParseError: (?<what>.*?)\s*\n\s*(?<place>.*:\d+:\d+)/s;

const firstLine = (text: string): string => text.split('\n', 1)[0]!;

/** Why a module can't be loaded, where that is no error of its own: it can't be parsed, or an import is missing; null else. */
const unloadable = (path: string, error: unknown): string | null => {
  if (!(error instanceof Error)) return null;
  const parse = PARSE_ERROR.exec(error.message)?.groups;
  if (parse)
    return `${relative('', parse['place']!)} can't be read: ${safeMessage(parse['what']!.replace(/\.$/, ''))}.`;
  if (error instanceof SyntaxError) return `${path} can't be read: ${safeMessage(firstLine(error.message))}.`;
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'MODULE_NOT_FOUND' || code === 'ERR_MODULE_NOT_FOUND')
    return `${path} could not be loaded: ${safeMessage(firstLine(error.message))}.`;
  return null;
};

/** What went wrong while a module was loaded, in one sentence with its place. */
export const describeLoadError = (path: string, error: unknown): string => {
  try {
    return unloadable(path, error) ?? thrownWhileLoading(path, error);
  } catch {
    return thrownWhileLoading(path, error); // it throws when it is looked at
  }
};

const thrownWhileLoading = (path: string, error: unknown): string =>
  `${path} threw ${thrownBy(path, error, true)}`;
