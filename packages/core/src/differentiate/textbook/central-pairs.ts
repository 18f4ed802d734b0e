/** Which of a pair of points θ ± εv a cost belongs to. */
export type Side = 'plus' | 'minus';

/** One evaluation that the textbook method asks for: J at `theta`. */
export interface Evaluation {
  /** The point, valid until the next one is asked for. */
  readonly theta: Float64Array;
  readonly side: Side;
  /** The coordinate (or direction) that was moved. */
  readonly coordinate: number;
}

/** Asks for J(θ + εeᵢ) and J(θ − εeᵢ) for start ≤ i < end, one coordinate of `theta` moved at a time; returns their differences. */
export function* coordinatePairs(
  theta: Float64Array,
  { start, end }: { readonly start: number; readonly end: number },
  epsilon: number,
): Generator<Evaluation, Float64Array, number> {
  const point = Float64Array.from(theta);
  const differences = new Float64Array(end - start);
  for (let coordinate = start; coordinate < end; coordinate++) {
    const saved = point[coordinate]!;
    point[coordinate] = saved + epsilon;
    const plus = yield { theta: point, side: 'plus', coordinate };
    point[coordinate] = saved - epsilon;
    const minus = yield { theta: point, side: 'minus', coordinate };
    point[coordinate] = saved; // restore, don't add ε again: (x − ε) + ε ≠ x in floating point
    differences[coordinate - start] = plus - minus;
  }
  return differences;
}

/** Asks for J(θ + εv) and J(θ − εv) for each direction v; returns their differences. */
export function* directionPairs(
  theta: Float64Array,
  directions: readonly Float64Array[],
  epsilon: number,
): Generator<Evaluation, Float64Array, number> {
  const differences = new Float64Array(directions.length);
  for (const [index, direction] of directions.entries()) {
    const plus = yield {
      theta: theta.map((t, i) => t + epsilon * direction[i]!),
      side: 'plus',
      coordinate: index,
    };
    const minus = yield {
      theta: theta.map((t, i) => t - epsilon * direction[i]!),
      side: 'minus',
      coordinate: index,
    };
    differences[index] = plus - minus;
  }
  return differences;
}

/** Answers every evaluation with a synchronous cost. */
export const evaluateSync = (
  pairs: Generator<Evaluation, Float64Array, number>,
  cost: (theta: Float64Array) => number,
): Float64Array => {
  let step = pairs.next();
  while (!step.done) step = pairs.next(cost(step.value.theta));
  return step.value;
};
