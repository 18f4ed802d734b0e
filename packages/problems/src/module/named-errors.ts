import type { ProblemDefinition } from '@gradproof/core';
import { InputError, isInputError, safeMessage, thrownText } from '@gradproof/model';
import { placeOf } from './place-of.ts';

/** Characters that are shown of what was thrown. */
const LONGEST_THROWN = 500;

/** What someone's code threw, and when or where: `RangeError (at problem.ts:12:5): no weights`. */
export const thrownBy = (path: string, error: unknown, isLoading = false): string => {
  const when = isLoading ? ' while it was loaded' : '';
  return safeMessage(thrownText(error, `${when}${placeOf(error, path, isLoading)}`), LONGEST_THROWN);
};

/** An error of someone's function, as what it is: theirs, with its place. */
const named = (name: string, path: string, error: unknown): Error => {
  if (isInputError(error)) return error;
  return new InputError(`${name} of ${path} threw ${thrownBy(path, error)}`, { cause: error });
};

/** Calls a function of a module, of this name. */
export type CallFunction = <Returned>(name: string, run: () => Returned) => Returned;

type AnyFunction = (...args: never[]) => unknown;

const isPromise = (value: unknown): value is PromiseLike<unknown> =>
  typeof value === 'object' && value !== null && 'then' in value && typeof value.then === 'function';

const guarded =
  (name: string, path: string, run: AnyFunction, call: CallFunction): AnyFunction =>
  (...args) => {
    try {
      const returned = call(name, () => run(...args));
      if (!isPromise(returned)) return returned;
      return Promise.resolve(returned).catch((error: unknown) => Promise.reject(named(name, path, error)));
    } catch (error) {
      throw named(name, path, error);
    }
  };

/** The same problem, its functions still its own methods, called as asked; what they throw is told as theirs, not as a bug of gradproof. */
export const withNamedErrors = (
  definition: ProblemDefinition,
  path: string,
  call: CallFunction = (_name, run) => run(),
): ProblemDefinition =>
  Object.fromEntries(
    Object.entries(definition).map(([key, value]: [string, unknown]) => [
      key,
      typeof value === 'function' ? guarded(key, path, (value as AnyFunction).bind(definition), call) : value,
    ]),
  ) as unknown as ProblemDefinition;
