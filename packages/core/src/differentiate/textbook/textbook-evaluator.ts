import { createEventLoopYielder } from '../../async/event-loop-yield.ts';
import type { Derivatives, Evaluator, NonFiniteCost } from '../../contract/engine.ts';
import { centralDifference } from '../../numerics/central-difference.ts';
import { coordinatePairs, directionPairs, type Evaluation } from './central-pairs.ts';

/** A cost function as the textbook method needs it. */
export interface TextbookCost {
  /** θ, [P]. */
  readonly theta: Float64Array;
  /** J at a point. Must not keep or change the vector. */
  readonly cost: (theta: Float64Array) => number | Promise<number>;
  /** Where kinks can be seen: on which side of its kink (−1, 0, 1) each unit stood in the evaluation just made. */
  readonly sides?: () => Int8Array;
}

/** True when some unit's two points lie on different sides of its kink. */
const crosses = (plus: Int8Array, minus: Int8Array): boolean =>
  plus.some((side, unit) => side !== minus[unit]);

/** What is known of θ itself, where kinks can be seen. */
interface AtTheta {
  /** How many pairs of a unit and an example stand at their kink. */
  readonly at: number;
  /** J(θ); null where it wasn't evaluated. */
  readonly cost: number | null;
}

/** The conditions of an evaluation. */
interface Circumstances {
  readonly epsilon: number;
  readonly atTheta: AtTheta;
  readonly signal: AbortSignal | undefined;
}

const finiteOrNaN = (difference: number): number => (Number.isFinite(difference) ? difference : NaN);

/** Evaluates the pairs one after the other, and notes kinks that are crossed and the first cost that isn't finite. */
const evaluate = async (
  { cost, sides }: TextbookCost,
  pairs: Generator<Evaluation, Float64Array, number>,
  { epsilon, atTheta, signal }: Circumstances,
): Promise<Derivatives> => {
  const yielder = createEventLoopYielder(signal);
  const crossing: number[] = [];
  let nonFinite: NonFiniteCost | null = null;
  let evaluations = 0;
  let plusSides: Int8Array | undefined;
  let plus = NaN;
  const halfJumps: number[] = [];
  let step = pairs.next();
  while (!step.done) {
    const { theta, side, coordinate } = step.value;
    const answer = cost(theta);
    const value = typeof answer === 'number' ? answer : await answer;
    evaluations++;
    if (!Number.isFinite(value)) nonFinite ??= { coordinate, side, cost: value };
    if (side === 'plus') plus = value;
    else if (atTheta.cost !== null)
      halfJumps.push(Math.abs(plus - atTheta.cost - (atTheta.cost - value)) / (2 * epsilon));
    if (sides && side === 'plus') plusSides = sides();
    if (sides && side === 'minus' && crosses(plusSides!, sides())) crossing.push(coordinate);
    if (yielder.isDue()) await yielder.pause();
    step = pairs.next(value);
  }
  return {
    values: centralDifference(step.value.map(finiteOrNaN), epsilon),
    errorBound: null,
    halfJumps: atTheta.cost === null ? undefined : Float64Array.from(halfJumps),
    evaluations,
    kinks: { coordinates: crossing, resolved: false, at: atTheta.at, oneSided: [] },
    nonFinite,
  };
};

/** J(θ), and how many pairs of a unit and an example stand exactly at their kink there: of a cost whose kinks can be seen. */
const lookAtTheta = async ({ theta, cost, sides }: TextbookCost): Promise<AtTheta> => {
  if (!sides) return { at: 0, cost: null };
  const atTheta = await cost(Float64Array.from(theta));
  return { at: sides().reduce((count, side) => count + (side === 0 ? 1 : 0), 0), cost: atTheta };
};

/**
 * Formula (1) as it is written: the whole cost, twice per coordinate. Works for every cost function.
 *
 * @param problem θ, the cost and, where kinks can be seen, the side of its kink that each unit stands on.
 * @returns The evaluator. It evaluates one point after the other, and yields to the event loop now and then.
 * @throws Whatever the cost throws, at once where kinks can be seen, else when the evaluator is asked.
 */
export const createTextbookEvaluator = async (problem: TextbookCost): Promise<Evaluator> => {
  const atTheta = await lookAtTheta(problem);
  return {
    derivatives: (shard, epsilon, signal) =>
      evaluate(problem, coordinatePairs(problem.theta, shard, epsilon), { epsilon, atTheta, signal }),
    directionalDerivatives: (directions, epsilon, signal) =>
      evaluate(problem, directionPairs(problem.theta, directions, epsilon), { epsilon, atTheta, signal }),
    parallel: 1,
    dispose: async () => {},
  };
};
