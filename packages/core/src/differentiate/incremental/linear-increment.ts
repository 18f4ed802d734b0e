import { addProduct, type LayerPlace } from '@gradproof/model';

/** A layer's part of a direction: V and v, [units, inputs] and [units], inside it. */
export interface OwnMove {
  readonly direction: Float64Array;
  readonly movesWeights: boolean;
  /** V·A + v, [units, m]: how fast it moves Z by itself. */
  readonly slope: Float64Array;
}

/** First and last row + 1 in which any number isn't 0. */
const movedRange = (values: Float64Array, from: number, until: number, length: number): [number, number] => {
  let first = until;
  let last = from;
  for (let at = from; at < until; at++) {
    if (values[at] === 0) continue;
    first = Math.min(first, at);
    last = at + 1;
  }
  return [Math.floor((first - from) / length), Math.ceil((last - from) / length)];
};

/** What a direction does to a layer by itself; null where it leaves its W and b alone. a: its inputs, [inputs, m]. */
export const ownMove = (
  direction: Float64Array,
  { units, inputs, weights, biases }: LayerPlace,
  a: Float64Array,
  examples: number,
): OwnMove | null => {
  const [first, last] = movedRange(direction, weights, biases, inputs);
  const movesWeights = first < last;
  const v = direction.subarray(biases, biases + units);
  if (!movesWeights && v.every((component) => component === 0)) return null;
  const slope = new Float64Array(units * examples);
  for (let unit = 0; unit < units; unit++) slope.fill(v[unit]!, unit * examples, (unit + 1) * examples);
  if (movesWeights) {
    const matrix = { values: direction, at: weights + first * inputs, units: last - first, inputs };
    addProduct(matrix, a, examples, slope.subarray(first * examples, last * examples));
  }
  return { direction, movesWeights, slope };
};

/** Rows of a matrix with rows of `length` in which any number isn't 0. */
const movedRows = (values: Float64Array, length: number): number[] => {
  const rows: number[] = [];
  for (let row = 0; row * length < values.length; row++) {
    const end = (row + 1) * length;
    let at = row * length;
    while (at < end && values[at] === 0) at++;
    if (at < end) rows.push(row);
  }
  return rows;
};

/** These rows of a matrix with rows of `length`, one after the other. */
const rowsOf = (values: Float64Array, rows: readonly number[], length: number): Float64Array => {
  const taken = new Float64Array(rows.length * length);
  for (const [to, row] of rows.entries())
    taken.set(values.subarray(row * length, (row + 1) * length), to * length);
  return taken;
};

/** W + step·V, of some inputs alone. */
const columnsOf = (
  theta: Float64Array,
  { units, inputs, weights }: LayerPlace,
  move: OwnMove | null,
  step: number,
  columns: readonly number[],
): Float64Array => {
  const direction = move?.movesWeights ? move.direction : null;
  const taken = new Float64Array(units * columns.length);
  let to = 0;
  for (let row = weights; row < weights + units * inputs; row += inputs)
    for (const column of columns) {
      const at = row + column;
      taken[to++] = direction ? theta[at]! + step * direction[at]! : theta[at]!;
    }
  return taken;
};

/**
 * δZ of a layer when W and b move by step·V and step·v, and its inputs A by δA: step·(V·A + v) + (W + step·V)·δA, without cancellation. Null
 * for what doesn't move.
 */
export const linearIncrement = (
  theta: Float64Array,
  place: LayerPlace,
  move: OwnMove | null,
  step: number,
  deltaA: Float64Array | null,
  examples: number,
): Float64Array | null => {
  const { units, inputs, weights } = place;
  const delta = move ? move.slope.map((slope) => step * slope) : null;
  const moved = deltaA ? movedRows(deltaA, examples) : [];
  if (!deltaA || moved.length === 0) return delta;
  const z = delta ?? new Float64Array(units * examples);
  if (moved.length === inputs && !move?.movesWeights)
    addProduct({ values: theta, at: weights, units, inputs }, deltaA, examples, z);
  else {
    const values = columnsOf(theta, place, move, step, moved); // few, just after the tensor that is probed
    addProduct({ values, at: 0, units, inputs: moved.length }, rowsOf(deltaA, moved, examples), examples, z);
  }
  return z;
};
