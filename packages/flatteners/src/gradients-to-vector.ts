import { InputError, shapeText, ShapeError, sizeOf } from '@gradproof/model';
import { copyLeaf, leavesOf } from './dictionary-to-vector.ts';
import type { Layout, TensorSlot } from './layout.ts';
import { classify, type Leaf, type ParameterTree } from './parameter-tree.ts';

/**
 * W1 → dW1, encoder.W1 → encoder.dW1: how the exercise names gradients.
 *
 * @param name A parameter's name.
 */
export const withD = (name: string): string => {
  const at = name.lastIndexOf('.') + 1;
  return `${name.slice(0, at)}d${name.slice(at)}`;
};

/** The value at a path of the tree; undefined where there is none. A dot in a key is no fork: longer keys are tried first. */
const valueAt = (tree: unknown, path: string): unknown => {
  if (typeof tree !== 'object' || tree === null) return undefined;
  if (Object.hasOwn(tree, path)) return (tree as Record<string, unknown>)[path];
  for (let dot = path.lastIndexOf('.'); dot > 0; dot = path.lastIndexOf('.', dot - 1)) {
    const key = path.slice(0, dot);
    if (Object.hasOwn(tree, key)) return valueAt((tree as Record<string, unknown>)[key], path.slice(dot + 1));
  }
  return undefined;
};

const isBare = (tree: unknown): boolean =>
  typeof tree === 'number' || ArrayBuffer.isView(tree) || Array.isArray(tree) ||
  (typeof tree === 'object' && tree !== null && 'shape' in tree && 'data' in tree); // prettier-ignore

const keysOf = (tree: ParameterTree): string =>
  typeof tree === 'object' && !isBare(tree) ? Object.keys(tree).join(', ') || 'none' : 'a bare array';

const sameShape = (a: readonly number[], b: readonly number[]): boolean =>
  a.length === b.length && a.every((dimension, axis) => dimension === b[axis]);

/** A gradient may come flat for its parameter: [n] for [n, 1], or a typed array, which has no shape of its own. */
const fits = (gradient: Leaf, parameter: readonly number[]): boolean => {
  if (sameShape(gradient.shape, parameter)) return true;
  if (gradient.form === 'Float64Array' || gradient.form === 'Float32Array') {
    return sizeOf(gradient.shape) === sizeOf(parameter);
  }
  const squeezed = parameter.filter((dimension, axis) => axis === 0 || dimension !== 1);
  return sameShape(gradient.shape, squeezed);
};

const gradientOf = (
  gradients: ParameterTree,
  { name, shape }: TensorSlot,
  names: ReadonlySet<string>,
): Leaf & { name: string } => {
  const dName = withD(name);
  const prefixed = names.has(dName) ? undefined : valueAt(gradients, dName);
  const bare = names.size === 1 && isBare(gradients) ? gradients : undefined;
  const gradient = prefixed ?? valueAt(gradients, name) ?? bare;
  if (gradient === undefined) {
    throw new InputError(
      `The gradient of ${name} is missing: neither ${dName} nor ${name} is there (there are: ${keysOf(gradients)}).`,
    );
  }
  const branch = classify(dName, gradient, 0);
  if (branch.kind !== 'leaf') {
    leavesOf({ [dName]: gradient }, dName); // names what is no number
    throw new InputError(`${dName} is not an array of numbers; ${name} has shape ${shapeText(shape)}.`);
  }
  if (!fits(branch.leaf, shape)) {
    throw new ShapeError(
      dName,
      shape,
      branch.leaf.shape,
      `${dName} has shape ${shapeText(branch.leaf.shape)}, but ${name} is ${shapeText(shape)}. A gradient needs the shape of its parameter.`,
    );
  }
  return { ...branch.leaf, shape, name: dName };
};

/**
 * The gradient as one vector [P] in the layout of its parameters. Each tensor's is found under its own path, or under the
 * exercise's name (dW1 for W1); what belongs to no parameter (dZ1, dA2) is left out. NaN and Infinity are kept.
 *
 * @param layout That of the parameters.
 * @returns [P]
 * @throws InputError for a gradient that is missing, ShapeError for one of another shape.
 */
export const gradientsToVector = (gradients: ParameterTree, layout: Layout): Float64Array => {
  const names = new Set(layout.tensors.map(({ name }) => name));
  const vector = new Float64Array(layout.size);
  for (const slot of layout.tensors) copyLeaf(gradientOf(gradients, slot, names), vector, slot.offset);
  return vector;
};
