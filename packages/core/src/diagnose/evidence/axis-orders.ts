/** At most so many axes longer than 1 are put into every order: 119 orders besides the given one. */
const MOST_AXES = 5;

/** The orders of a shape's axes that move entries: axes of length 1 keep their places. */
export const axisOrders = (shape: readonly number[]): number[][] => {
  const wide = shape.flatMap((length, axis) => (length > 1 ? [axis] : []));
  if (wide.length < 2 || wide.length > MOST_AXES) return [];
  return permutations(wide)
    .slice(1)
    .map((order) => shape.map((_, axis) => (wide.includes(axis) ? order[wide.indexOf(axis)]! : axis)));
};

/** All orders of these items, the given one first. */
const permutations = (items: readonly number[]): number[][] =>
  items.length === 0
    ? [[]]
    : items.flatMap((first, at) => permutations(items.toSpliced(at, 1)).map((rest) => [first, ...rest]));

/**
 * Where the entries of an array of the shape are, row-major, before its axes are put into the order: entry k of the transposed array is
 * entry `places[k]` of the array itself.
 */
export const transposedPlaces = (shape: readonly number[], order: readonly number[]): Uint32Array => {
  const strides = shape.map((_, axis) =>
    shape.slice(axis + 1).reduce((product, length) => product * length, 1),
  );
  const lengths = order.map((axis) => shape[axis]!);
  const steps = order.map((axis) => strides[axis]!);
  const places = new Uint32Array(lengths.reduce((product, length) => product * length, 1));
  const index = lengths.map(() => 0);
  let place = 0;
  for (let k = 0; k < places.length; k++) {
    places[k] = place;
    for (let axis = lengths.length - 1; axis >= 0; axis--) {
      place += steps[axis]!;
      if (++index[axis]! < lengths[axis]!) break;
      place -= steps[axis]! * lengths[axis]!;
      index[axis] = 0;
    }
  }
  return places;
};
