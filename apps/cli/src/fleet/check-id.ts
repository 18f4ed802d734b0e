import { InputError } from '@gradproof/model';
import { isCheckId } from '@gradproof/queue';

/** The id as it was given. Throws InputError for what can't be one. */
export const checkIdOf = (text: string): string => {
  if (isCheckId(text)) return text;
  throw new InputError(
    `${text.slice(0, 80)} is no check’s id: gradproof submit prints them (check- and 40 digits), gradproof list shows them.`,
  );
};
