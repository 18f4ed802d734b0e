import { InputError } from '@gradproof/model';
import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { readFileSync } from 'node:fs';

/** The environment variable that holds the dashboard's token. */
export const TOKEN_VARIABLE = 'GRADPROOF_DASHBOARD_TOKEN';

const LEAST_LENGTH = 16;

/**
 * The token that every request must show: the file's (a newline at its end doesn't count), else the environment's, else none. It is no
 * option by itself, since anybody can read the list of processes. Throws InputError for a file that can't be read, and a short token.
 */
export const dashboardToken = (file: string | undefined, env: NodeJS.ProcessEnv): string | null => {
  const token = file === undefined ? env[TOKEN_VARIABLE] : readFileSync(file, 'utf8').trim();
  if (token === undefined || (token === '' && file === undefined)) return null;
  if (token.length >= LEAST_LENGTH) return token;
  throw new InputError(
    `The dashboard's token ${file === undefined ? `in ${TOKEN_VARIABLE}` : `in ${file}`} has ${token.length} characters; it needs at least ${LEAST_LENGTH}. Take a random one: openssl rand -hex 32.`,
  );
};

/** Whether the texts are the same, in a time that depends neither on where they differ nor on their lengths. */
export const isSameSecret = (a: string, b: string): boolean => {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
};

/** What a browser keeps instead of the token. */
export const sessionOf = (token: string): string =>
  createHmac('sha256', token).update('gradproof dashboard session 1').digest('hex');
