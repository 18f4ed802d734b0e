import { thrownText } from '@gradproof/model';
import { withRemedy } from './remedy.ts';

/** The fleet's own troubles, not the problem's: by name, since the fleet's packages are loaded only when needed. */
export const isFleetError = (error: Error): boolean =>
  error.name === 'FleetError' || error.name === 'StoreError';

const isInputError = (error: Error): boolean => error.name === 'InputError' || error.name === 'ShapeError';

/** The disk's complaints name their file: they are input, not bugs. */
const isSystemError = (error: Error): boolean => 'syscall' in error;

/** What the command line says of an error, in one line. */
export const messageOf = (error: unknown): string => {
  if (!(error instanceof Error)) return thrownText(error);
  if (isInputError(error) || isFleetError(error) || isSystemError(error)) return withRemedy(error);
  return `${thrownText(error)}. This is a bug of gradproof: please report it, with the output of --debug.`;
};
