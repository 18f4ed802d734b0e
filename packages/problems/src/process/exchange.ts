import type { Child } from './child.ts';
import { ProcessFailure } from './failure.ts';
import { encodeFrame } from './frame.ts';
import { type Frame, readFrame } from './read-frame.ts';

/** One question to the process. */
export interface Question {
  /** What it is asked, for messages: `cost`. */
  readonly op: string;
  /** What else stands in the header. */
  readonly header?: object;
  readonly payload: Float64Array;
  /** How many numbers an answer with this header brings. */
  readonly numbersIn: (header: Frame['header']) => number;
  /** Seconds it may take. */
  readonly timeLimit: number;
}

/** A timer can't wait longer, in ms: it would go off at once. */
const LONGEST_WAIT = 2 ** 31 - 1;

/**
 * Asks the child one question and reads its answer. A child that takes longer than the question allows is killed. Throws ProcessFailure
 * for what is no answer, or an error.
 */
export const exchange = async (child: Child, id: number, question: Question): Promise<Frame> => {
  const { op, header, payload, numbersIn, timeLimit } = question;
  const timer = startTimer(child, timeLimit);
  try {
    child.write(encodeFrame({ op, id, ...header }, payload));
    const frame = await readFrame(child.output, (head) => (isError(head) ? 0 : numbersIn(head)));
    assertAnswers(frame, id);
    return frame;
  } catch (error) {
    if (error instanceof ProcessFailure && timer.isOver())
      throw new ProcessFailure({ kind: 'timed-out', seconds: timeLimit });
    throw error;
  } finally {
    timer.clear();
  }
};

/** Kills the child after so many seconds: then there is nothing more to read. */
const startTimer = (child: Child, seconds: number) => {
  let isOver = false;
  const timer = setTimeout(
    () => {
      isOver = true;
      child.kill();
    },
    Math.min(seconds * 1000, LONGEST_WAIT),
  );
  return { isOver: () => isOver, clear: () => clearTimeout(timer) };
};

/** Throws ProcessFailure for the error of the process's own function, and for the answer to another question. */
const assertAnswers = ({ header }: Frame, id: number): void => {
  if (typeof header['error'] === 'string')
    throw new ProcessFailure({ kind: 'refused', error: header['error'] });
  if (header['id'] === id) return;
  throw nonsense(`its id is ${valueText(header['id'])}, but the question's was ${id}`);
};

/** Whether the answer is an error. Throws ProcessFailure for one that is no string. */
const isError = ({ error }: Frame['header']): boolean => {
  if (error === undefined || typeof error === 'string') return error !== undefined;
  throw nonsense(`its error is ${valueText(error)}, which is no string`);
};

const nonsense = (what: string): ProcessFailure => new ProcessFailure({ kind: 'nonsense', what });

/** A value of a header as messages name it; lists and records only by what they are, since they may be too deep for any text. */
const valueText = (value: unknown): string => {
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' && value !== null ? 'a record' : String(JSON.stringify(value));
};
