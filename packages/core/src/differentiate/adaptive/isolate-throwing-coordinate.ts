type Cost = (theta: Float64Array) => number | Promise<number>;

/**
 * A coordinate that is enough for the cost to throw, found by halving what is moved at a point at which it threw; null where several are needed, where
 * fewer than two were moved, or where the cost throws at θ, too (it then fails everywhere).
 */
export const isolateThrowingCoordinate = async (
  cost: Cost,
  theta: Float64Array,
  point: Float64Array,
): Promise<number | null> => {
  let moved = Array.from(theta.keys()).filter((i) => point[i] !== theta[i]);
  const throwsWith = (coordinates: readonly number[]) => throwsAt(cost, pointWith(theta, point, coordinates));
  if (moved.length < 2 || (await throwsWith([]))) return null;
  while (moved.length > 1) {
    const half = await throwingHalf(moved, throwsWith);
    if (half === null) return null;
    moved = half;
  }
  return moved[0]!;
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

const throwsAt = async (cost: Cost, point: Float64Array): Promise<boolean> => {
  try {
    await cost(point);
    return false;
  } catch {
    return true;
  }
};

/** The first half of what is moved with which the cost still throws; null where it takes both. */
const throwingHalf = async (
  moved: readonly number[],
  throwsWith: (coordinates: readonly number[]) => Promise<boolean>,
): Promise<number[] | null> => {
  const half = moved.length >> 1;
  for (const part of [moved.slice(0, half), moved.slice(half)]) if (await throwsWith(part)) return part;
  return null;
};
