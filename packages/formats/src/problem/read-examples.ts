import { assertFinite, assertLabels } from '@gradproof/core';
import { InputError, type NetworkDescription, ShapeError, shapeText, type Tensor } from '@gradproof/model';
import type { NpzArray, NpzArrays } from '../npz/open-npz.ts';
import { assertNames } from './take-arrays.ts';

/** The examples of a problem: inputs X [n₀, m], targets Y [n_L, m]. */
export interface Examples {
  readonly X: Tensor;
  readonly Y: Tensor;
}

/** The same, whose numbers are still to be read. */
export interface ExampleArrays {
  readonly X: NpzArray;
  readonly Y: NpzArray;
}

const COLUMNS = 'An example is a column.';

const assertMatrix = (name: string, { shape }: NpzArray, expected: string): void => {
  if (shape.length === 2) return;
  throw new ShapeError(
    name,
    [],
    shape,
    `${name} has shape ${shapeText(shape)}, but must be a matrix, ${expected}. ${COLUMNS}`,
  );
};

const assertHasExamples = ({ shape }: NpzArray): void => {
  const [features, examples] = shape;
  if (examples === 0)
    throw new InputError(`X has shape ${shapeText(shape)}: there are no examples. ${COLUMNS}`);
  if (features === 0)
    throw new InputError(`X has shape ${shapeText(shape)}: its examples have no features. ${COLUMNS}`);
};

const assertTargetShape = ({ X, Y }: ExampleArrays, units: number): void => {
  const [rows, examples] = Y.shape as [number, number];
  const wanted = [units, X.shape[1]!];
  if (rows === units && examples === X.shape[1]) return;
  const why =
    examples === X.shape[1]
      ? `the last layer has ${units} ${units === 1 ? 'unit' : 'units'}`
      : `X has ${X.shape[1]} examples (columns), Y has ${examples}`;
  throw new ShapeError(
    'Y',
    wanted,
    Y.shape,
    `Y has shape ${shapeText(Y.shape)}, but must be ${shapeText(wanted)}: ${why}. ${COLUMNS}`,
  );
};

/** X and Y of the data file, of shapes that fit the network. Throws InputError, ShapeError. */
export const takeExamples = (file: string, arrays: NpzArrays, network: NetworkDescription): ExampleArrays => {
  assertNames(file, arrays, ['X', 'Y']);
  const examples = { X: arrays.get('X')!, Y: arrays.get('Y')! };
  const { units } = network.layers.at(-1)!;
  assertMatrix('X', examples.X, 'features × examples');
  assertHasExamples(examples.X);
  assertMatrix('Y', examples.Y, `${units}×${examples.X.shape[1]}`);
  assertTargetShape(examples, units);
  return examples;
};

/** Their numbers, fit for the network. Throws InputError. */
export const readExamples = async (
  { X, Y }: ExampleArrays,
  { cost }: Pick<NetworkDescription, 'cost'>,
): Promise<Examples> => {
  const examples = {
    X: { shape: X.shape, data: await X.read() },
    Y: { shape: Y.shape, data: await Y.read() },
  };
  assertFinite('X', examples.X);
  assertFinite('Y', examples.Y);
  assertLabels(examples.Y, cost);
  return examples;
};
