import { dictionaryToVector, type ParameterTree } from '@gradproof/flatteners';
import { InputError } from '@gradproof/model';
import type { FunctionProblem } from '../contract/problem.ts';
import { assertSameFunction } from '../findings/assert-same-function.ts';
import { kindOf } from '../numerics/kind-of.ts';
import { sumOf } from '../numerics/sum.ts';
import type {
  Awaitable,
  BatchedProblem,
  GradientProblem,
  JointProblem,
  LossesProblem,
} from './definition.ts';
import { readReturned } from './read-given.ts';
import { parameterSpace, type ParameterSpace } from './parameter-space.ts';
import type { ClaimedGradient, ScalarFunction } from './scalar-function.ts';

/** What is differentiated, without its gradient. */
export type CostOnly<Parameters extends ParameterTree> =
  | Pick<GradientProblem<Parameters>, 'parameters' | 'cost' | 'costs'>
  | Pick<BatchedProblem<Parameters>, 'parameters' | 'costs'>
  | Pick<LossesProblem<Parameters>, 'parameters' | 'losses'>
  | JointProblem<Parameters>;

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

const numberOf = (value: unknown): number => {
  if (typeof value === 'number') return value;
  throw new InputError(
    `The cost function returned ${value === null ? 'null' : typeof value}; it must return a number.`,
  );
};

const isList = (value: unknown): value is ArrayLike<unknown> =>
  Array.isArray(value) || (ArrayBuffer.isView(value) && 'length' in value);

const costsOf = (values: unknown, count: number): number[] => {
  if (isList(values) && values.length === count) {
    const numbers = Array.from(values, numberOf);
    if (numbers.length === count) return numbers; // a typed array may say another length than it has
  }
  const returned = isList(values) ? `${values.length} numbers` : 'no list of numbers';
  throw new InputError(`costs returned ${returned} for ${count} points; it must return one cost for each.`);
};

/** The sum of losses, in float64. Throws InputError for what is no list of numbers, or none. */
const totalOf = (values: unknown): number => {
  if (isList(values) && values.length > 0) return sumOf(Array.from(values, lossOf));
  const returned = isList(values) ? 'none' : 'no list of numbers';
  throw new InputError(`losses returned ${returned}; it must return the loss of each example.`);
};

const lossOf = (value: unknown): number => {
  if (typeof value === 'number') return value;
  throw new InputError(`losses returned a list with ${kindOf(value)} in it; it must return numbers.`);
};

const isPromise = (value: unknown): value is PromiseLike<unknown> =>
  isRecord(value) && typeof value['then'] === 'function';

/** Passes what `name` returned through `read`, at once or when its promise resolves: a synchronous cost stays synchronous. */
const reading = <Value>(name: string, value: unknown, read: (value: unknown) => Value): Awaitable<Value> => {
  const readWhole = (whole: unknown): Value => readReturned(name, () => read(whole));
  return readReturned(name, () => isPromise(value))
    ? Promise.resolve(value).then(readWhole)
    : readWhole(value);
};

const jointOf = (value: unknown): Record<'cost' | 'gradient', unknown> => {
  if (isRecord(value) && 'cost' in value && 'gradient' in value)
    return { cost: value['cost'], gradient: value['gradient'] };
  throw new InputError('costAndGradient must return { cost, gradient }.');
};

/** The parameters as the cost has left them, as a vector [P]: NaN where they no longer have their form. */
const leftOf = (parameters: ParameterTree, size: number): Float64Array => {
  try {
    const { theta } = dictionaryToVector(parameters);
    if (theta.length === size) return theta;
  } catch {
    // the cost has put something into them that is no parameter
  }
  return new Float64Array(size).fill(NaN);
};

/** How many of the first evaluations are watched for changes of their argument. */
const WATCHED = 2;

/** J of a vector by a function of parameters, whose answer `read` makes a number of. */
const watched = <Parameters extends ParameterTree>(
  name: string,
  evaluate: (parameters: Parameters) => unknown,
  read: (value: unknown) => number,
  at: ParameterSpace<Parameters>['at'],
): FunctionProblem['cost'] => {
  let evaluations = 0;
  return (vector) => {
    const parameters = at(vector);
    const isWatched = evaluations++ < WATCHED;
    return reading(name, evaluate(parameters), (value) => {
      if (isWatched) vector.set(leftOf(parameters, vector.length)); // a change of its argument then shows in the vector
      return read(value);
    });
  };
};

const singleCost = <Parameters extends ParameterTree>(
  definition: CostOnly<Parameters>,
  at: ParameterSpace<Parameters>['at'],
): FunctionProblem['cost'] => {
  if ('losses' in definition) return watched('losses', definition.losses, totalOf, at);
  if ('cost' in definition && definition.cost) return watched('cost', definition.cost, numberOf, at);
  if ('costAndGradient' in definition) {
    const { costAndGradient } = definition;
    return (vector) =>
      reading('costAndGradient', costAndGradient(at(vector)), (joint) => numberOf(jointOf(joint).cost));
  }
  const { costs } = definition as Pick<BatchedProblem<Parameters>, 'costs'>;
  return (vector) => reading('costs', costs([at(vector)]), (values) => costsOf(values, 1)[0]!);
};

/** J as a function of vectors [P]. Throws InputError for parameters that can't be used; the functions it gives, for what is no number. */
export const costFunction = <Parameters extends ParameterTree>(
  definition: CostOnly<Parameters>,
): { problem: FunctionProblem; space: ParameterSpace<Parameters> } => {
  const space = parameterSpace(definition.parameters);
  const { layout, theta, at } = space;
  const costs = 'costs' in definition ? definition.costs : undefined;
  const cost = singleCost(definition, at);
  const batched =
    costs &&
    ((vectors: readonly Float64Array[]) =>
      reading('costs', costs(vectors.map(at)), (values) => costsOf(values, vectors.length)));
  return { problem: { kind: 'function', layout, theta, cost, costs: batched }, space };
};

/**
 * Throws InputError where a separate cost that gives the same value twice is another function than `joint`'s. What that cost throws is left
 * to the check to report.
 */
const assertSameAsJoint = async (cost: () => Awaitable<number>, joint: unknown): Promise<void> => {
  let values: number[];
  try {
    values = [await cost(), await cost()].map(numberOf);
  } catch {
    return;
  }
  if (values[0] === values[1]) assertSameFunction(values[0]!, 'costAndGradient', numberOf(joint));
};

const scalarOfJoint = <Parameters extends ParameterTree>(
  { cost, costAndGradient }: JointProblem<Parameters>,
  problem: FunctionProblem,
  { at, theta, gradientOf, claimOf }: ParameterSpace<Parameters>,
): ScalarFunction => {
  const jointAt = async (vector: Float64Array) => {
    const joint = await costAndGradient(at(vector));
    return readReturned('costAndGradient', () => jointOf(joint));
  };
  const vectorOf = ({ gradient }: { readonly gradient: unknown }) => gradientOf('costAndGradient', gradient);
  const gradient = async (): Promise<ClaimedGradient> => {
    const joint = await jointAt(theta);
    if (cost) await assertSameAsJoint(() => cost(at(theta)), joint.cost);
    return claimOf('costAndGradient', joint.gradient);
  };
  return { kind: 'whole', problem, gradient, gradientAt: async (vector) => vectorOf(await jointAt(vector)) };
};

type CostDefinition<Parameters extends ParameterTree> =
  | GradientProblem<Parameters>
  | BatchedProblem<Parameters>
  | LossesProblem<Parameters>
  | JointProblem<Parameters>;

/** J and its gradient, ready to be checked. */
export const scalarOfCost = <Parameters extends ParameterTree>(
  definition: CostDefinition<Parameters>,
): ScalarFunction => {
  const { problem, space } = costFunction(definition);
  if ('costAndGradient' in definition) return scalarOfJoint(definition, problem, space);
  const { at, theta, gradientOf, claimOf } = space;
  const { gradient } = definition;
  if (typeof gradient !== 'function') {
    const numbers = (): ClaimedGradient => claimOf('gradient', gradient);
    return { kind: 'whole', problem, gradient: () => Promise.resolve().then(numbers) };
  }
  const gradientAt = async (vector: Float64Array) => gradientOf('gradient', await gradient(at(vector)));
  const atTheta = async () => claimOf('gradient', await gradient(at(theta)));
  return { kind: 'whole', problem, gradient: atTheta, gradientAt };
};
