import { InputError } from '@gradproof/model';
import { fileURLToPath } from 'node:url';

/** The path that an argument names: itself, or that of a file:// URL. Throws InputError for a URL that names no file here. */
export const pathOf = (argument: string): string => {
  if (!/^file:/i.test(argument)) return argument;
  try {
    return fileURLToPath(argument);
  } catch (error) {
    throw new InputError(`${argument} names no file of this machine: ${(error as Error).message}.`, {
      cause: error,
    });
  }
};
