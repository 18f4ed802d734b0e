import { InputError, quoted } from '@gradproof/model';

/** What arrays can be called: `__proto__` and its like, paths that leave, and control characters are not names. */
const isName = (name: string): boolean =>
  /^[\p{L}\p{N}_][\p{L}\p{N}_ .,:()[\]/+-]*$/u.test(name) &&
  !name.split('/').includes('..') &&
  name !== '__proto__';

/** The array's name, from its entry in a npz file: `W1` for `W1.npy`. Throws InputError for what no array can be called. */
export const arrayName = (file: string, entry: string): string => {
  const name = entry.endsWith('.npy') ? entry.slice(0, -4) : undefined;
  if (name === undefined) {
    throw new InputError(
      `${file} holds ${quoted(entry)}, which is not a .npy array. Save it with numpy.savez.`,
    );
  }
  if (!isName(name))
    throw new InputError(`${file} holds an entry called ${quoted(entry)}, which can't name an array.`);
  return name;
};
