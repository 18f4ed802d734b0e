import { InputError, nearestName, safeName, ShapeError, shapeText } from '@gradproof/model';
import type { NpzArray, NpzArrays } from '../npz/open-npz.ts';

/** A tensor that a file must hold. */
export interface Wanted {
  readonly name: string;
  readonly shape: readonly [number, number];
  /** Said after a wrong shape: why this shape, and what to do. */
  readonly hint?: string;
}

/** Names that are listed of a file's. */
const LISTED = 12;

const list = (names: readonly string[]): string => {
  const listed = names.slice(0, LISTED).map((name) => safeName(name));
  if (names.length > LISTED) listed.push('…');
  return listed.length === 0 ? 'nothing' : listed.join(', ');
};

/** Throws InputError unless the file holds tensors of these names and no others. */
export const assertNames = (
  file: string,
  arrays: ReadonlyMap<string, unknown>,
  names: readonly string[],
): void => {
  const there = [...arrays.keys()];
  const known = new Set(names);
  const extra = there.filter((name) => !known.has(name));
  const missing = names.find((name) => !arrays.has(name));
  if (missing !== undefined) {
    const guess = nearestName(missing, extra);
    const question = guess === undefined ? '' : ` Is it the one called ${safeName(guess)}?`;
    throw new InputError(`${missing} is missing from ${file}, which holds ${list(there)}.${question}`);
  }
  if (extra.length > 0) {
    throw new InputError(
      `${file} holds ${list(extra)} in addition to ${list(names)}. Leave out what the model doesn't have.`,
    );
  }
};

const hasShape = (array: NpzArray, [rows, columns]: readonly [number, number]): boolean =>
  (array.shape.length === 2 && array.shape[0] === rows && array.shape[1] === columns) ||
  (array.shape.length === 1 && columns === 1 && array.shape[0] === rows);

/** The array of this name, whose numbers are still to be read, [n] as [n, 1]. Throws ShapeError, saying what was expected. */
export const takeArray = (arrays: NpzArrays, { name, shape, hint = '' }: Wanted): NpzArray => {
  const array = arrays.get(name)!;
  if (hasShape(array, shape)) return { ...array, shape };
  throw new ShapeError(
    name,
    shape,
    array.shape,
    `${name} has shape ${shapeText(array.shape)}, but must be ${shapeText(shape)}.${hint}`,
  );
};
