/** A point at which the cost threw, and what it threw. */
export interface Throw {
  readonly point: Float64Array;
  readonly cause: unknown;
}

/**
 * A throw with a single parameter moved, found by halving what is moved at the point; the given one where it takes several, or where J(θ)
 * can't be had either (the cost has broken down for good).
 */
export const blame = async (
  cost: (theta: Float64Array) => number | Promise<number>,
  theta: Float64Array,
  given: Throw,
): Promise<Throw> => {
  const thrownWith = async (moved: readonly number[]): Promise<Throw | null> => {
    const point = theta.slice();
    for (const i of moved) point[i] = given.point[i]!;
    try {
      await cost(point.slice());
      return null;
    } catch (cause) {
      return { point, cause };
    }
  };
  let moved = Array.from(theta.keys()).filter((i) => given.point[i] !== theta[i]);
  if (moved.length < 2 || (await thrownWith([])) !== null) return given;
  let found = given;
  while (moved.length > 1) {
    const half = moved.length >> 1;
    const parts = [moved.slice(0, half), moved.slice(half)];
    let next: Throw | null = null;
    for (const part of parts) {
      next = await thrownWith(part);
      if (next === null) continue;
      [moved, found] = [part, next];
      break;
    }
    if (next === null) return given;
  }
  return found;
};
