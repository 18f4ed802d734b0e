import { InputError, isInputError, thrownText } from '@gradproof/model';

/**
 * Reads what someone gave or returned. What a getter or a proxy of theirs throws meanwhile is an InputError: it is about their value.
 *
 * @param what Names it: `What gradient returned`.
 */
export const readGiven = <Value>(what: string, read: () => Value): Value => {
  try {
    return read();
  } catch (error) {
    if (isInputError(error)) throw error;
    throw new InputError(`${what} can't be read: it threw ${thrownText(error)}`, { cause: error });
  }
};

/** The same of what the function of this name returned. */
export const readReturned = <Value>(name: string, read: () => Value): Value =>
  readGiven(`What ${name} returned`, read);
