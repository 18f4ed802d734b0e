import { InputError } from '@gradproof/model';
import { basename, extname } from 'node:path';

/** What runs a program, by its extension. */
const INTERPRETERS: Readonly<Record<string, string>> = {
  '.py': 'python3',
  '.jl': 'julia',
  '.r': 'Rscript',
  '.rb': 'ruby',
  '.lua': 'lua',
  '.pl': 'perl',
  '.sh': 'sh',
};

/** Throws InputError for a program in another language, which is checked as a process. */
export const assertNotProgram = (path: string): void => {
  const interpreter = INTERPRETERS[extname(path).toLowerCase()];
  if (interpreter === undefined) return;
  const command = JSON.stringify([interpreter, basename(path)]);
  throw new InputError(
    `${path} is a program in another language, which is checked as a process: write { "process": { "command": ${command} } } into a problem.json beside it, and check that folder (docs/process-protocol.md).`,
  );
};
