import { dirname, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { originalPlace } from './original-place.ts';

const FRAME = /((?:file:\/\/)?\/[^()]*|[a-z]:\\[^()]*):(\d+):(\d+)\)?$/i;

const fileOf = (frame: string): string => (frame.startsWith('file:') ? fileURLToPath(frame) : frame);

/** The stack of what was thrown, be it no error. */
const stackOf = (thrown: unknown): string => {
  try {
    return thrown instanceof Error ? String(thrown.stack) : '';
  } catch {
    return '';
  }
};

/**
 * ` (at problem.ts:12:5)`: where in the module's folder an error came from, as its source has it; nothing where its stack doesn't say.
 * `isLoading`: whether it came while the module was loaded.
 */
export const placeOf = (thrown: unknown, modulePath: string, isLoading = false): string => {
  const folder = dirname(resolve(modulePath));
  for (const line of stackOf(thrown).split('\n')) {
    const [, frame, row, column] = FRAME.exec(line) ?? [];
    if (frame === undefined) continue;
    const file = fileOf(frame);
    if (!file.startsWith(folder) || file.includes('/node_modules/')) continue;
    const place = originalPlace(file, { line: Number(row), column: Number(column) }, isLoading);
    return ` (at ${relative('', file)}:${place.line}:${place.column})`;
  }
  return '';
};
