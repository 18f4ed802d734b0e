import { ZodError } from 'zod';
import type { Failure } from '../schemas/outcome.ts';

/** Why a job failed, and whether it would fail again however often it is tried. */
export interface ClassifiedFailure extends Failure {
  readonly repeats: boolean;
}

/** Names of errors that repeat: the input is wrong, so that another try fails, too. */
const REPEATING = ['InputError', 'ShapeError', 'FleetError', 'SignatureError', 'ZodError', 'RangeError'];
const INPUT = ['InputError', 'ShapeError'];

/** Characters of a message that are kept. */
const LONGEST = 5000;

const textOf = (error: Error): string =>
  error instanceof ZodError
    ? error.issues.map(({ path, message }) => `${path.join('.') || 'the job'}: ${message}`).join('; ')
    : error.message;

/**
 * Classifies an error of a job.
 *
 * @returns Whether the input or the fleet is at fault, the message, and whether another try would fail, too.
 */
export const failureOf = (error: unknown): ClassifiedFailure => {
  if (!(error instanceof Error)) return { kind: 'fleet', message: String(error), repeats: false };
  const said = 'repeats' in error && typeof error.repeats === 'boolean' ? error.repeats : null;
  const repeats = said ?? REPEATING.includes(error.name);
  return {
    kind: repeats && INPUT.includes(error.name) ? 'input' : 'fleet', // what passes isn't the input's fault: a device that failed
    message: textOf(error).slice(0, LONGEST).toWellFormed(), // the cut may halve a character, which can't be signed
    repeats,
  };
};
