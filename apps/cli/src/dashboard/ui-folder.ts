import { createRequire } from 'node:module';
import { dirname } from 'node:path';

/** The folder of the dashboard's pages: bull-board's own package; the bundle has a copy. */
export const uiFolder = (): string =>
  dirname(createRequire(import.meta.url).resolve('@bull-board/ui/package.json'));
