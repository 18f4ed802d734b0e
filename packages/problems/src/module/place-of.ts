import { dirname, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

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

/** ` (at problem.ts:12:5)`: where in the module's folder an error came from; nothing where its stack doesn't say. */
export const placeOf = (thrown: unknown, modulePath: string): string => {
  const folder = dirname(resolve(modulePath));
  for (const line of stackOf(thrown).split('\n')) {
    const [, frame, row, column] = FRAME.exec(line) ?? [];
    if (frame === undefined) continue;
    const file = fileOf(frame);
    if (file.startsWith(folder) && !file.includes('/node_modules/'))
      return ` (at ${relative('', file)}:${row}:${column})`;
  }
  return '';
};
