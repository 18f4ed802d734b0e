import {
  dictionaryToVector,
  gradientsToVector,
  vectorToDictionary,
  withFloat64Leaves,
  type ParameterTree,
} from '@gradproof/flatteners';
import { InputError } from '@gradproof/model';
import type { CheckOptions } from './check-options.ts';
import { checkProblem } from './check-problem.ts';
import type { Report } from './report/report.ts';

/** A cost function, its parameters, and the gradient that is to be proved right. */
export interface GradientProblem<Parameters extends ParameterTree> {
  /** Numbers, arrays, typed arrays and tensors, nested as you hold them. */
  readonly parameters: Parameters;
  /** J of parameters of the same form (a Float32Array comes as a Float64Array: a small step doesn't survive float32). */
  readonly cost: (parameters: Parameters) => number | Promise<number>;
  /** ∇J at the parameters, in their form: the gradient itself or a function that computes it. Names may carry the exercise's d: dW1 for W1. */
  readonly gradient: ParameterTree | ((parameters: Parameters) => ParameterTree | Promise<ParameterTree>);
}

/** How many of the first evaluations are watched for changes of their argument. */
const WATCHED = 2;

/** J of the parameters that a vector holds. What the cost does to its argument shows in the vector, the first few times. */
export const costOfVector = <Parameters extends ParameterTree>(
  cost: (parameters: Parameters) => number | Promise<number>,
  parametersAt: (vector: Float64Array) => Parameters,
): ((vector: Float64Array) => number | Promise<number>) => {
  let evaluations = 0;
  return (vector) => {
    const parameters = parametersAt(vector);
    const isWatched = evaluations++ < WATCHED;
    const ended = (value: unknown): number => {
      if (isWatched) vector.set(dictionaryToVector(parameters).theta);
      return numberOf(value);
    };
    const value: unknown = cost(parameters);
    return value instanceof Promise ? value.then(ended) : ended(value);
  };
};

/** What a cost function returned, as a number. Throws InputError when it is none. */
export const numberOf = (value: unknown): number => {
  if (typeof value === 'number') return value;
  throw new InputError(
    `The cost function returned ${value === null ? 'null' : typeof value}; it must return a number.`,
  );
};

/**
 * Checks a gradient of any cost function at every coordinate, by differences with a step and an error bound for each.
 * Throws InputError for what can't be used, and whatever the functions throw.
 */
export const checkGradient = async <Parameters extends ParameterTree>(
  { parameters, cost, gradient }: GradientProblem<Parameters>,
  options: CheckOptions = {},
): Promise<Report> => {
  const { theta, layout } = dictionaryToVector(parameters);
  const handed = withFloat64Leaves(layout);
  const parametersAt = (vector: Float64Array) => vectorToDictionary(vector, handed) as Parameters;
  const gradientAt =
    typeof gradient === 'function'
      ? async (vector: Float64Array) => gradientsToVector(await gradient(parametersAt(vector)), layout)
      : null;
  const grad = gradientAt ? await gradientAt(theta) : gradientsToVector(gradient as ParameterTree, layout);
  const problem = {
    kind: 'function' as const,
    layout,
    theta,
    cost: costOfVector(cost, parametersAt),
  };
  return checkProblem({ problem, grad, ...(gradientAt && { gradientAt }) }, options);
};
