import { InputError, safeMessage } from '@gradproof/model';
import { setImmediate } from 'node:timers/promises';
import { type Child, type Ending, startChild } from './child.ts';
import { exchange, type Question } from './exchange.ts';
import { describeFailure, type Failure, ProcessFailure, unstartedText, type Wording } from './failure.ts';
import { encodeFrame } from './frame.ts';
import type { Frame } from './read-frame.ts';
import { whyUnstarted } from './why-unstarted.ts';

/** How a process is started and talked to. */
export interface ProcessCommand {
  /** Program and arguments. */
  readonly command: readonly [string, ...string[]];
  /** Where it runs. */
  readonly folder: string;
  /** Its environment; by default ours. */
  readonly env?: NodeJS.ProcessEnv | undefined;
  /** Whether it goes on after an answer that is an error: its function may have no value at a point, and one at the next. By default it is ended. */
  readonly goesOn?: boolean;
  /** What messages say of it. */
  readonly wording: Wording;
  /** Ends it: what is asked then rejects with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
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
/** Characters that are shown of a command. */
const LONGEST_SUBJECT = 500;
const NOTHING = new Float64Array(0);

/** Starts the process. It ends with `close`, with the first invalid answer, or with the signal. Throws the signal's reason. */
export const connect = ({
  command,
  folder,
  env = process.env,
  goesOn = false,
  wording,
  signal,
}: ProcessCommand): Connection => {
  signal?.throwIfAborted();
  const why = (error: Error): string => whyUnstarted(error, command[0], folder);
  const child = startedChild(command, { folder, env }, (error) => {
    throw new InputError(
      `${safeMessage(wording.subject, LONGEST_SUBJECT)} ${unstartedText(why(error), wording.file)}`,
    );
  });
  signal?.addEventListener('abort', child.kill, { once: true });
  let lost: InputError | null = null;
  let isClosing = false;
  let asked = 0;

  const errorOf = (failure: Failure, op: string, ending: Ending | null): InputError =>
    new InputError(describeFailure(failure, { ...wording, asked: op, why, ending, stderr: child.stderr() }));

  const ask = async (question: Question): Promise<Frame> => {
    signal?.throwIfAborted();
    if (lost) throw lost;
    try {
      return await exchange(child, asked++, question);
    } catch (error) {
      if (!(error instanceof ProcessFailure)) throw error;
      if (goesOn && error.failure.kind === 'refused') {
        await alreadyWritten();
        throw errorOf(error.failure, question.op, null);
      }
      const { failure, ending } = await endAfter(child, error.failure, () => isClosing);
      signal?.throwIfAborted();
      lost = errorOf(failure, question.op, ending);
      throw lost;
    }
  };
  return {
    ask: inTurn(ask),
    isAlive: () => lost === null,
    close: async () => {
      isClosing = true;
      child.write(encodeFrame({ op: 'bye', id: asked++ }, NOTHING));
      await child.end(GRACE);
      signal?.removeEventListener('abort', child.kill);
    },
  };
};

/** Starts the child; `fail` where the system doesn't even try. */
const startedChild = (
  command: ProcessCommand['command'],
  place: Parameters<typeof startChild>[1],
  fail: (error: Error) => never,
): Child => {
  try {
    return startChild(command, place);
  } catch (error) {
    return fail(error as Error);
  }
};

/** Waits until what the process wrote to standard error before its answer has been read: it lies in the pipe, and is read in the next turn of the event loop. */
const alreadyWritten = async (): Promise<void> => {
  await setImmediate();
  await setImmediate();
};

/**
 * Waits until a child that failed has ended: killed at once, as what it said next would answer nothing, or after a grace when it has only
 * closed its output. Gives the failure, which is then told from an end of its own.
 */
const endAfter = async (
  child: Child,
  failure: Failure,
  isClosing: () => boolean,
): Promise<{ readonly failure: Failure; readonly ending: Ending }> => {
  if (failure.kind !== 'ended') {
    child.kill();
    return { failure, ending: await child.ended };
  }
  let isOpen = false;
  const patience = setTimeout(() => {
    isOpen = !isClosing();
    child.kill();
  }, GRACE);
  const ending = await child.ended.finally(() => clearTimeout(patience));
  return { failure: isOpen ? { kind: 'closed' } : failure, ending };
};

/** The function, each call of which waits for those before it. */
const inTurn = <Argument, Result>(
  call: (argument: Argument) => Promise<Result>,
): ((argument: Argument) => Promise<Result>) => {
  let last: Promise<unknown> = Promise.resolve();
  return (argument) => {
    const result = last.then(() => call(argument));
    last = result.catch(() => {}); // its own caller gets the error
    return result;
  };
};
