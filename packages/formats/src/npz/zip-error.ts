import { InputError, quoted } from '@gradproof/model';

/** A zip file that is damaged, or that readers read differently. */
export const zipError = (file: string, what: string): InputError =>
  new InputError(`${file}: ${what}. The file is corrupt: save it again with numpy.savez.`);

/** The same of one of its entries. */
export const entryError = (file: string, entry: string, what: string): InputError =>
  zipError(file, `${quoted(entry)} ${what}`);
