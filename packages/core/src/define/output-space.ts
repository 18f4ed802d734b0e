import {
  coordinateName,
  dictionaryToVector,
  type ParameterTree,
  type TreeLayout,
  vectorToDictionary,
  withFloat64Leaves,
} from '@gradproof/flatteners';
import { InputError, shapeText } from '@gradproof/model';
import { readReturned } from './read-given.ts';

/** Converts between a user's outputs y and vectors [M]. */
export interface OutputSpace<Values extends ParameterTree> {
  /** M. */
  readonly size: number;
  /** y at the parameters as they were given, [M]. */
  readonly atTheta: Float64Array;
  /** `y[2]`; `outputs[2]` where the outputs are one bare array. */
  readonly nameOf: (output: number) => string;
  /** A vector in the form of the outputs, Float64Array in place of Float32Array. */
  readonly at: (vector: Float64Array) => Values;
  /** What `name` returned as a vector [M]. Throws InputError when it hasn't the names and shapes of the outputs at θ. */
  readonly vectorOf: (name: string, returned: unknown) => Float64Array;
}

const ROOT = 'outputs';

const flatten = (name: string, returned: unknown): { theta: Float64Array; layout: TreeLayout } => {
  if (typeof returned === 'number' || (typeof returned === 'object' && returned !== null))
    return readReturned(name, () => dictionaryToVector(returned as ParameterTree, ROOT));
  throw new InputError(
    `${name} returned ${returned === null ? 'null' : typeof returned}; it must return numbers in the form of the outputs.`,
  );
};

const formText = ({ tensors }: TreeLayout): string =>
  tensors.map(({ name, shape }) => `${name} (${shapeText(shape)})`).join(', ');

const assertForm = (name: string, given: TreeLayout, expected: TreeLayout): void => {
  if (given.tensors.length === expected.tensors.length && formText(given) === formText(expected)) return;
  throw new InputError(
    `${name} returned ${formText(given)}, but the outputs at the parameters given are ${formText(expected)}. They need the same names and shapes.`,
  );
};

/** The space of outputs like these. Throws InputError for what can't be outputs. */
export const outputSpace = <Values extends ParameterTree>(outputs: Values): OutputSpace<Values> => {
  const { layout, theta: atTheta } = flatten(ROOT, outputs);
  const float64Layout = withFloat64Leaves(layout);
  return {
    size: layout.size,
    atTheta,
    nameOf: (output) => coordinateName(layout, output),
    at: (vector) => vectorToDictionary(vector, float64Layout) as Values,
    vectorOf: (name, returned) => {
      const values = flatten(name, returned);
      assertForm(name, values.layout, layout);
      return values.theta;
    },
  };
};
