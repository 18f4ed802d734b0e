import { InputError, nearestName, ShapeError, shapeText, type Tensor } from '@gradproof/model';

/** A tensor that a file must hold. */
export interface Wanted {
  readonly name: string;
  readonly shape: readonly [number, number];
  /** Said after a wrong shape: why this shape, and what to do. */
  readonly hint?: string;
}

const list = (names: readonly string[]): string =>
  names.length === 0
    ? 'nothing'
    : names.length > 12
      ? `${names.slice(0, 12).join(', ')}, …`
      : names.join(', ');

/** Throws InputError unless the file holds tensors of these names and no others. */
export const assertNames = (
  file: string,
  arrays: ReadonlyMap<string, Tensor>,
  names: readonly string[],
): void => {
  const there = [...arrays.keys()];
  const extra = there.filter((name) => !names.includes(name));
  const missing = names.find((name) => !arrays.has(name));
  if (missing !== undefined) {
    const guess = nearestName(missing, extra);
    const question = guess === undefined ? '' : ` Is it the one called ${guess}?`;
    throw new InputError(`${missing} is missing from ${file}, which holds ${list(there)}.${question}`);
  }
  if (extra.length > 0) {
    throw new InputError(
      `${file} holds ${list(extra)} in addition to ${list(names)}. Leave out what the model doesn't have.`,
    );
  }
};

const hasShape = (array: Tensor, [rows, columns]: readonly [number, number]): boolean =>
  (array.shape.length === 2 && array.shape[0] === rows && array.shape[1] === columns) ||
  (array.shape.length === 1 && columns === 1 && array.shape[0] === rows);

/** The array of this name, [n] read as [n, 1]. Throws ShapeError, saying what was expected. */
export const takeArray = (
  arrays: ReadonlyMap<string, Tensor>,
  { name, shape, hint = '' }: Wanted,
): Tensor => {
  const array = arrays.get(name)!;
  if (hasShape(array, shape)) return { shape, data: array.data };
  throw new ShapeError(
    name,
    shape,
    array.shape,
    `${name} has shape ${shapeText(array.shape)}, but must be ${shapeText(shape)}.${hint}`,
  );
};
