import { spawn } from 'node:child_process';
import { resolve } from 'node:path';

/** What opens a file here: the browser that BROWSER names, or what the system has for it. */
const opener = (file: string): readonly [command: string, args: readonly string[]] => {
  const named = process.env['BROWSER'];
  if (named) return [named, [file]];
  if (process.platform === 'darwin') return ['open', [file]];
  if (process.platform === 'win32') return ['explorer.exe', [file]];
  return ['xdg-open', [file]];
};

/**
 * Opens a page in the browser, which outlives this process.
 *
 * @param file The page.
 * @returns Why it can't be opened, or null.
 */
export const openPage = (file: string): Promise<string | null> => {
  const [command, args] = opener(resolve(file));
  return new Promise((done) => {
    const child = spawn(command, args, { detached: true, stdio: 'ignore' });
    child.once('error', (error) => done(error.message));
    child.once('spawn', () => {
      child.unref();
      done(null);
    });
  });
};
