import { safeMessage } from './text/safe-text.ts';

/**
 * Something the user gave can't be used. The message says what is wrong, where, and what to do;
 * the command line prints it alone and exits with status 2. Whatever texts of others are in it, it steers no terminal, and isn't too long.
 */
export class InputError extends Error {
  override readonly name: string = 'InputError';

  constructor(message: string, options?: ErrorOptions) {
    super(safeMessage(message), options);
  }
}

/**
 * Whether what was thrown says that the user gave something that can't be used.
 *
 * @param thrown Anything, also what throws when it is looked at.
 */
export const isInputError = (thrown: unknown): thrown is InputError => {
  try {
    return thrown instanceof InputError;
  } catch {
    return false;
  }
};

/** An array has another shape than its place asks for. */
export class ShapeError extends InputError {
  override readonly name = 'ShapeError';
  readonly tensor: string;
  readonly expected: readonly number[];
  readonly actual: readonly number[];

  /** `tensor`: its name; `expected` and `actual`: shapes; `message`: what is wrong and what to do. */
  constructor(tensor: string, expected: readonly number[], actual: readonly number[], message: string) {
    super(message);
    this.tensor = tensor;
    this.expected = expected;
    this.actual = actual;
  }
}
