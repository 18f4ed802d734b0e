import { coordinateName, type Layout } from '@gradproof/flatteners';
import { InputError } from '@gradproof/model';

/** An InputError's message is written for the user, and already says who threw. */
const messageOf = (place: string, cause: unknown): string => {
  if (cause instanceof InputError) return `${cause.message} (evaluated ${place})`;
  return `The cost function threw ${place}: ${cause instanceof Error ? `${cause.name}: ${cause.message}` : String(cause)}`;
};

/** The cost function threw: where, and what. `cause` is what it threw. */
export class CostError extends InputError {
  /** The point at which it threw, [P]. */
  readonly theta: Float64Array;
  /** The coordinate that had been moved; null where none or several had. */
  readonly coordinate: number | null;

  /** `place`: "at W1[0,3] = 0.5 (θ moved by 1e-3)". */
  constructor(place: string, theta: Float64Array, coordinate: number | null, cause: unknown) {
    super(messageOf(place, cause), { cause });
    this.theta = theta;
    this.coordinate = coordinate;
  }
}

const movedCoordinates = (theta: Float64Array, point: Float64Array): number[] => {
  const moved: number[] = [];
  for (let i = 0; i < theta.length && moved.length < 2; i++) if (point[i] !== theta[i]) moved.push(i);
  return moved;
};

/** What the cost threw at `point`, as an error that says where that was. */
export const costError = (
  layout: Layout,
  theta: Float64Array,
  point: Float64Array,
  cause: unknown,
): CostError => {
  const moved = movedCoordinates(theta, point);
  const [coordinate] = moved;
  const at = Float64Array.from(point);
  if (coordinate === undefined) return new CostError('at θ itself', at, null, cause);
  if (moved.length > 1) return new CostError('near θ, several parameters moved', at, null, cause);
  const by = point[coordinate]! - theta[coordinate]!;
  const place = `at ${coordinateName(layout, coordinate)} = ${point[coordinate]} (θ moved by ${by.toPrecision(2)})`;
  return new CostError(place, at, coordinate, cause);
};
