import { InputError } from '@gradproof/model';
import { startChild, type Ending } from './child.ts';
import { describeFailure, ProcessFailure, type Failure, type Wording } from './failure.ts';
import { encodeFrame } from './frame.ts';
import { readFrame, type Frame } from './read-frame.ts';

/** How a process is started and talked to. */
export interface ProcessCommand {
  /** Program and arguments. */
  readonly command: readonly [string, ...string[]];
  /** Where it runs. */
  readonly folder: string;
  /** Its environment; by default ours. */
  readonly env?: NodeJS.ProcessEnv | undefined;
  /** Whether it goes on after an answer that is an error; by default it is ended, and what it wrote to standard error is told with it. */
  readonly goesOn?: boolean;
  /** What messages say of it. */
  readonly wording: Wording;
  /** Ends it: what is asked then rejects with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
}

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

/** A process that answers, one question after the other. */
export interface Connection {
  /**
   * Throws InputError when there is no answer, or it is an error: the same one from then on, unless the process goes on; the signal's
   * reason when it is aborted.
   */
  readonly ask: (question: Question) => Promise<Frame>;
  /** Whether it can still be asked. */
  readonly isAlive: () => boolean;
  /** Says goodbye and makes sure that the process and all it started have ended. Harmless when repeated. */
  readonly close: () => Promise<void>;
}

/** How long a process may take to end after its goodbye, or once it has closed its output, in ms. */
const GRACE = 2000;
/** A timer can't wait longer, in ms: it would go off at once. */
const LONGEST_WAIT = 2 ** 31 - 1;
const NOTHING = new Float64Array(0);

const nonsense = (what: string): ProcessFailure => new ProcessFailure({ kind: 'nonsense', what });

/** A value of a header as messages name it; lists and records only by what they are, since they may be too deep for any text. */
const valueText = (value: unknown): string => {
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' && value !== null ? 'a record' : String(JSON.stringify(value));
};

/** Whether the answer is an error. Throws ProcessFailure for one that is no sentence. */
const tellsError = ({ error }: Frame['header']): boolean => {
  if (error === undefined || typeof error === 'string') return error !== undefined;
  throw nonsense(`its error is ${valueText(error)}, which is no sentence`);
};

const refuseOtherAnswer = ({ header }: Frame, id: number): void => {
  if (typeof header['error'] === 'string')
    throw new ProcessFailure({ kind: 'refused', error: header['error'] });
  if (header['id'] === id) return;
  throw nonsense(`its id is ${valueText(header['id'])}, but the question's was ${id}`);
};

/** Starts the process. It ends with `close`, with the first answer that is none, or with the signal. */
export const connect = ({
  command,
  folder,
  env = process.env,
  goesOn = false,
  wording,
  signal,
}: ProcessCommand): Connection => {
  signal?.throwIfAborted();
  const child = startChild(command, { folder, env });
  signal?.addEventListener('abort', child.kill, { once: true });
  let failed: Failure | null = null;
  let over: InputError | null = null;
  let isClosing = false;
  let asked = 0;
  let last: Promise<unknown> = Promise.resolve();

  const answerTo = async ({ op, header, payload, numbersIn, timeLimit }: Question): Promise<Frame> => {
    const id = asked++;
    const timer = setTimeout(
      () => {
        failed = { kind: 'timed-out', seconds: timeLimit };
        child.kill(); // then there is nothing more to read
      },
      Math.min(timeLimit * 1000, LONGEST_WAIT),
    );
    try {
      child.write(encodeFrame({ op, id, ...header }, payload));
      const frame = await readFrame(child.output, (head) => (tellsError(head) ? 0 : numbersIn(head)));
      refuseOtherAnswer(frame, id);
      return frame;
    } finally {
      clearTimeout(timer);
    }
  };
  /** What answers no more is ended: at once, as what it said next would answer nothing, or when its output has ended and it hasn't. */
  const endingAfter = async ({ kind }: Failure): Promise<Ending> => {
    if (kind !== 'ended') child.kill();
    const patience = setTimeout(() => {
      if (!isClosing) failed ??= { kind: 'closed' };
      child.kill();
    }, GRACE);
    return child.ended.finally(() => clearTimeout(patience));
  };
  const told = (failure: Failure, op: string, ending: Ending | null): InputError =>
    new InputError(describeFailure(failure, { ...wording, asked: op, ending, stderr: child.stderr() }));

  const ask = async (question: Question): Promise<Frame> => {
    signal?.throwIfAborted();
    if (over) throw over;
    try {
      return await answerTo(question);
    } catch (error) {
      if (!(error instanceof ProcessFailure)) throw error;
      if (goesOn && error.failure.kind === 'refused') throw told(error.failure, question.op, null);
      const ending = await endingAfter(error.failure);
      signal?.throwIfAborted();
      over = told(failed ?? error.failure, question.op, ending);
      throw over;
    }
  };
  return {
    ask: (question) => {
      const answer = last.then(() => ask(question));
      last = answer.catch(() => {}); // its asker hears of it
      return answer;
    },
    isAlive: () => over === null,
    close: async () => {
      isClosing = true;
      child.write(encodeFrame({ op: 'bye', id: asked++ }, NOTHING));
      await child.end(GRACE);
      signal?.removeEventListener('abort', child.kill);
    },
  };
};
