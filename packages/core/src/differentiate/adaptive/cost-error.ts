import { coordinateName, type Layout } from '@gradproof/flatteners';
import { InputError } from '@gradproof/model';

/** An InputError's message is written for the user, and already says who threw. */
const messageOf = (place: string, cause: unknown): string => {
  if (cause instanceof InputError) return `${cause.message} (evaluated ${place})`;
  return `The cost function threw ${place}: ${cause instanceof Error ? `${cause.name}: ${cause.message}` : String(cause)}`;
};

/** The cost function threw: where, and what. `cause` is what it threw. */
export class CostError extends InputError {
  /** The point that was asked for, at which it threw, [P]. */
  readonly theta: Float64Array;
  /** The one coordinate that had been moved, or with which alone it throws, too; null where there is none. */
  readonly coordinate: number | null;

  /** `place`: "at W1[0,3] = 0.5 (θ moved by 1e-3)". */
  constructor(place: string, theta: Float64Array, coordinate: number | null, cause: unknown) {
    super(messageOf(place, cause), { cause });
    this.theta = theta;
    this.coordinate = coordinate;
  }
}

/** At most so many moved coordinates are named. */
const NAMED = 3;

/** `W1[0,3] = 0.5`. */
const valueAt = (layout: Layout, point: Float64Array, coordinate: number): string =>
  `${coordinateName(layout, coordinate)} = ${point[coordinate]}`;

/** `at W[0] = 0.5, W[1] = 2 and 7 others (θ moved by at most 0.01)`. */
const placeOf = (layout: Layout, theta: Float64Array, point: Float64Array): string => {
  const moved = Array.from(theta.keys()).filter((i) => point[i] !== theta[i]);
  if (moved.length === 0) return 'at θ itself';
  const named = moved.slice(0, NAMED).map((coordinate) => valueAt(layout, point, coordinate));
  const others = moved.length - named.length;
  const last = others === 0 ? named.pop()! : `${others} other${others === 1 ? '' : 's'}`;
  const values = named.length === 0 ? last : `${named.join(', ')} and ${last}`;
  if (moved.length === 1)
    return `at ${values} (θ moved by ${(point[moved[0]!]! - theta[moved[0]!]!).toPrecision(2)})`;
  const farthest = Math.max(...moved.map((i) => Math.abs(point[i]! - theta[i]!)));
  return `at ${values} (θ moved by at most ${farthest.toPrecision(2)})`;
};

/**
 * What the cost threw at the point that was asked for, as an error that says where that was.
 *
 * @param alone A coordinate that is enough: with it alone taken from the point, the cost throws, too. Null where there is none, or it was the only one moved.
 */
export const costError = (
  layout: Layout,
  theta: Float64Array,
  point: Float64Array,
  cause: unknown,
  alone: number | null = null,
): CostError => {
  const moved = Array.from(theta.keys()).filter((i) => point[i] !== theta[i]);
  const coordinate = moved.length === 1 ? moved[0]! : alone;
  const enough = moved.length > 1 && alone !== null ? `, as with ${valueAt(layout, point, alone)} alone` : '';
  return new CostError(
    `${placeOf(layout, theta, point)}${enough}`,
    Float64Array.from(point),
    coordinate,
    cause,
  );
};
