/** A point at which the cost threw, and what it threw. */
export interface Throw {
  readonly point: Float64Array;
  readonly cause: unknown;
}

type Cost = (theta: Float64Array) => number | Promise<number>;

/**
 * A throw with a single parameter moved, found by halving what is moved at the point; the given one where several are needed, or where
 * the cost throws at θ, too (it then fails everywhere).
 */
export const isolateThrowingCoordinate = async (
  cost: Cost,
  theta: Float64Array,
  given: Throw,
): Promise<Throw> => {
  let moved = Array.from(theta.keys()).filter((i) => given.point[i] !== theta[i]);
  const throwWith = (coordinates: readonly number[]) =>
    throwAt(cost, pointWith(theta, given.point, coordinates));
  if (moved.length < 2 || (await throwWith([])) !== null) return given;
  let thrown = given;
  while (moved.length > 1) {
    const half = await throwingHalf(moved, throwWith);
    if (half === null) return given;
    ({ moved, thrown } = half);
  }
  return thrown;
};

/** θ with some coordinates taken from the point. */
const pointWith = (
  theta: Float64Array,
  point: Float64Array,
  coordinates: readonly number[],
): Float64Array => {
  const mixed = theta.slice();
  for (const i of coordinates) mixed[i] = point[i]!;
  return mixed;
};

const throwAt = async (cost: Cost, point: Float64Array): Promise<Throw | null> => {
  try {
    await cost(point.slice());
    return null;
  } catch (cause) {
    return { point, cause };
  }
};

/** The first half of what is moved with which the cost still throws; null where it takes both. */
const throwingHalf = async (
  moved: readonly number[],
  throwWith: (coordinates: readonly number[]) => Promise<Throw | null>,
): Promise<{ readonly moved: number[]; readonly thrown: Throw } | null> => {
  const half = moved.length >> 1;
  for (const part of [moved.slice(0, half), moved.slice(half)]) {
    const thrown = await throwWith(part);
    if (thrown !== null) return { moved: part, thrown };
  }
  return null;
};
