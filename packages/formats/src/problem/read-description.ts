import { InputError, quoted } from '@gradproof/model';
import { readFile, stat } from 'node:fs/promises';
import { extname } from 'node:path';
import { describeIssues } from './describe-issues.ts';
import { duplicateKey } from './duplicate-key.ts';
import { type ProblemDescription, problemSchema } from './problem-schema.ts';
import { type ProcessDescription, processSchema } from './process-schema.ts';

/** A description longer than this is not one. */
const MAX_BYTES = 16 * 2 ** 20;
/** At most this many violations are listed. */
const LISTED = 10;

/** What a file is told that was taken for a description, and has another name. */
const WHAT_ELSE =
  'A problem is a folder with a problem.json, that file, or a module (.ts, .mts, .cts, .js, .mjs, .cjs); a program in another language is named by a problem.json.';

/** The text of a file in UTF-8. Throws InputError for another encoding. */
const textOf = (path: string, bytes: Uint8Array): string => {
  const isWide =
    bytes.length > 1 && (bytes[0] === 0 || bytes[1] === 0 || (bytes[0]! >= 0xfe && bytes[1]! >= 0xfe));
  if (isWide) throw new InputError(`${path} is in UTF-16, or no text. Save it in UTF-8.`);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new InputError(`${path} is not in UTF-8. Save it in UTF-8.`);
  }
};

const parseJson = (path: string, text: string): unknown => {
  const json = parsed(path, text);
  const twice = duplicateKey(text);
  if (twice === null) return json;
  throw new InputError(
    `${path} has the key ${quoted(twice)} twice in one object: leave out the one that isn't meant.`,
  );
};

const parsed = (path: string, text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch (error) {
    const { message } = error as SyntaxError;
    const why = quoted(message).slice(1, -1).replaceAll('\\"', '"').replace(/\.$/, '');
    const other = extname(path) === '.json' ? '' : ` ${WHAT_ELSE}`;
    throw new InputError(`${path} is not JSON: ${why}.${other}`);
  }
};

const isProcess = (json: unknown): boolean =>
  typeof json === 'object' && json !== null && Object.hasOwn(json, 'process');

/** Reads and validates problem.json, of a layered network or of a process. Throws InputError that names every violation with its path. */
export const readDescription = async (path: string): Promise<ProblemDescription | ProcessDescription> => {
  const { size } = await stat(path);
  if (size > MAX_BYTES)
    throw new InputError(`${path} has ${size} bytes; a description has at most ${MAX_BYTES}.`);
  const json = parseJson(path, textOf(path, await readFile(path)));
  const result = (isProcess(json) ? processSchema : problemSchema).safeParse(json);
  if (result.success) return result.data;
  const issues = describeIssues(result.error.issues, json);
  const others = issues.length > LISTED ? [`and ${issues.length - LISTED} more`] : [];
  throw new InputError(
    issues.length === 1
      ? `${path}: ${issues[0]}`.replace(/[^?.]$/, '$&.')
      : `${path} has ${issues.length} mistakes:\n${[...issues.slice(0, LISTED), ...others].map((issue) => `  ${issue}`).join('\n')}`,
  );
};
