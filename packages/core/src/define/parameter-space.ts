import {
  dictionaryToVector,
  gradientsToVector,
  type ParameterTree,
  type TreeLayout,
  vectorToDictionary,
  withFloat64Leaves,
} from '@gradproof/flatteners';
import { InputError } from '@gradproof/model';
import { readGiven, readReturned } from './read-given.ts';
import type { ClaimedGradient } from './scalar-function.ts';
import { typesIn } from './types-in.ts';
import { precisionOfTypes } from '../contract/gradient-precision.ts';

/** Converts between a user's parameters and vectors [P]. */
export interface ParameterSpace<Parameters extends ParameterTree> {
  readonly layout: TreeLayout;
  /** The parameters as they were given, [P]. */
  readonly theta: Float64Array;
  /** A vector in the form of the parameters, Float64Array in place of Float32Array; it shares no memory with the vector. */
  readonly at: (vector: Float64Array) => Parameters;
  /** What `name` returned as a vector in the parameters' layout. Throws InputError, ShapeError for what doesn't fit. */
  readonly gradientOf: (name: string, returned: unknown) => Float64Array;
  /** The same with what its arrays' types say of its precision. */
  readonly claimOf: (name: string, returned: unknown) => ClaimedGradient;
}

const assertTree = (name: string, returned: unknown): void => {
  if (typeof returned === 'number' || (typeof returned === 'object' && returned !== null)) return;
  throw new InputError(
    `${name} returned ${returned === null ? 'null' : typeof returned}; it must return numbers in the form of the parameters.`,
  );
};

/** The space of these parameters. Throws InputError for what can't be parameters. */
export const parameterSpace = <Parameters extends ParameterTree>(
  parameters: Parameters,
): ParameterSpace<Parameters> => {
  const { theta, layout } = readGiven('parameters', () => dictionaryToVector(parameters));
  const float64Layout = withFloat64Leaves(layout);
  const gradientOf = (name: string, returned: unknown): Float64Array => {
    assertTree(name, returned);
    return readReturned(name, () => gradientsToVector(returned as ParameterTree, layout));
  };
  return {
    layout,
    theta,
    at: (vector) => vectorToDictionary(vector, float64Layout) as Parameters,
    gradientOf,
    claimOf: (name, returned) => ({
      grad: gradientOf(name, returned),
      precision: readReturned(name, () => precisionOfTypes(typesIn(returned))) ?? undefined,
    }),
  };
};
