import { assertWritable } from '@gradproof/formats';
import { InputError } from '@gradproof/model';
import { randomUUID } from 'node:crypto';
import { closeSync, existsSync, openSync, readSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** What each form that gradproof writes begins with. */
const MARKERS = {
  html: /<meta name="generator" content="Gradproof"/,
  json: /^\{"(?:schema":\d|reports":\[|error":\{"message")/,
  junit: /<testsuites name="gradproof"/,
} as const;

/** A form that is written to files. */
export type FileKind = keyof typeof MARKERS;

/** Bytes in which the marker is looked for. */
const BEGINNING = 4096;

const beginningOf = (file: string): string => {
  try {
    const handle = openSync(file, 'r');
    const bytes = Buffer.alloc(BEGINNING);
    try {
      return bytes.toString('utf8', 0, readSync(handle, bytes));
    } finally {
      closeSync(handle);
    }
  } catch {
    return '';
  }
};

/** Whether a file was written by gradproof in this form, so that it may be replaced without being asked for. */
export const isOwnFile = (file: string, kind: FileKind): boolean => MARKERS[kind].test(beginningOf(file));

/** Finds out whether the file can be written, before hours of work: it isn't there, is ours, or may be replaced. Throws InputError. */
export const assertOwnWritable = (file: string, kind: FileKind, force: boolean): Promise<void> =>
  assertWritable(file, force || isOwnFile(file, kind));

/** Writes a file whole or not at all, at once; one that is there is replaced where it is ours or may be. Throws InputError when it can't be written. */
export const writeOwn = (file: string, text: string, kind: FileKind, force: boolean): void => {
  if (!force && existsSync(file) && !isOwnFile(file, kind))
    // it wasn't there when the check began
    throw new InputError(`${file} is already there; nothing was written. Name another file.`);
  const draft = join(dirname(file), `.draft-${randomUUID()}`);
  try {
    writeFileSync(draft, text);
    renameSync(draft, file);
  } catch (error) {
    throw new InputError(`${file} can't be written: ${(error as Error).message}.`, { cause: error });
  } finally {
    rmSync(draft, { force: true });
  }
};
