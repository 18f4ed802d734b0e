import {
  activationNames,
  costNames,
  InputError,
  type NetworkDescription,
  networkMistakes,
  parameterShapes,
  ShapeError,
  shapeText,
  sizeOf,
  type Tensor,
} from '@gradproof/model';
import type { LayeredProblem } from '../contract/problem.ts';

/** What is wrong with the description, if anything. */
const mistakeOf = ({ layers, cost, l2 }: Partial<NetworkDescription>): string | null => {
  if (!layers || !(layers.length > 0)) return 'network.layers must be a list of layers';
  for (const [l, { units, activation }] of layers.entries()) {
    if (!(Number.isSafeInteger(units) && units >= 1))
      return `network.layers[${l}].units is ${units}; it must be a positive integer`;
    if (!activationNames.includes(activation))
      return `network.layers[${l}].activation is ${activation}; it must be ${activationNames.join(', ')}`;
  }
  if (!cost || !costNames.includes(cost))
    return `network.cost is ${cost}; it must be ${costNames.join(', ')}`;
  if (!(l2 !== undefined && Number.isFinite(l2) && l2 >= 0))
    return `network.l2 is ${l2}; it must be a finite number from 0`;
  const [contradiction] = networkMistakes({ layers, cost });
  return contradiction ? `network.${contradiction.path.join('.')} ${contradiction.message}` : null;
};

const refuseOther = (name: string, wanted: readonly number[], { shape, data }: Tensor): void => {
  const isWanted = shape.length === wanted.length && wanted.every((d, axis) => shape[axis] === d);
  if (isWanted && data.length === sizeOf(shape)) return;
  const message = isWanted
    ? `${name} has shape ${shapeText(shape)}, but ${data.length} numbers.`
    : `${name} has shape ${shapeText(shape)}, but must be ${shapeText(wanted)}. An example is a column.`;
  throw new ShapeError(name, wanted, shape, message);
};

/** Throws InputError (ShapeError) where the network, its parameters' places and its examples don't fit together. */
export const assertNetwork = ({ network, layout, X, Y }: LayeredProblem): void => {
  const mistake = mistakeOf(network);
  if (mistake !== null) throw new InputError(`${mistake}.`);
  const [features = 0, examples = 0] = X.shape;
  refuseOther('X', [features, Math.max(examples, 1)], X);
  refuseOther('Y', [network.layers.at(-1)!.units, examples], Y);
  const wanted = parameterShapes(network, features);
  const fits = ({ shape }: { shape: readonly number[] }, at: number) =>
    sizeOf(shape) === layout.tensors[at]?.size &&
    (at % 2 === 1 || shape.every((d, axis) => layout.tensors[at]!.shape[axis] === d)); // a bias may be [n]
  if (layout.tensors.length === wanted.length && wanted.every(fits)) return;
  const text = (tensors: readonly { name: string; shape: readonly number[] }[]) =>
    tensors.map(({ name, shape }) => `${name} ${shapeText(shape)}`).join(', ');
  throw new InputError(
    `The layout has ${text(layout.tensors)}; this network has ${text(wanted)} for X of ${shapeText(X.shape)}.`,
  );
};
