import { InputError, shapeText, ShapeError, sizeOf } from '@gradproof/model';
import { layoutOf } from './layout-of.ts';
import { classify, type Leaf, type ParameterTree } from './parameter-tree.ts';
import type { TreeLayout, TreeNode } from './tree-layout.ts';

/** The name of parameters that are one bare number or array. */
const ROOT_NAME = 'theta';

interface Root {
  readonly root: string;
  readonly leaves: NamedLeaf[];
}

type NamedLeaf = Leaf & { readonly name: string };

/** What the items become, also those that are holes, which `map` skips. */
const walkAll = (items: readonly unknown[], walkItem: (item: unknown, i: number) => TreeNode): TreeNode[] => {
  const nodes: TreeNode[] = [];
  for (let i = 0; i < items.length; i++) nodes.push(walkItem(items[i], i));
  return nodes;
};

const walk = (path: string, value: unknown, depth: number, into: Root): TreeNode => {
  const { root, leaves } = into;
  const branch = classify(path === '' ? root : path, value, depth);
  const childPath = (name: string | number) => (path === '' ? `${name}` : `${path}.${name}`);
  switch (branch.kind) {
    case 'leaf':
      leaves.push({ ...branch.leaf, name: path === '' ? root : path });
      return { kind: 'leaf', slot: leaves.length - 1, form: branch.leaf.form };
    case 'list':
      return {
        kind: 'list',
        items: walkAll(branch.items, (item, i) => walk(childPath(i), item, depth + 1, into)),
      };
    case 'record':
      return {
        kind: 'record',
        entries: branch.entries.map(([name, item]) => [name, walk(childPath(name), item, depth + 1, into)]),
      };
  }
};

/** Copies a leaf's numbers to their place. Throws ShapeError when a tensor's data doesn't fill its shape. */
export const copyLeaf = ({ name, shape, values }: NamedLeaf, theta: Float64Array, offset: number): void => {
  if (values.length !== sizeOf(shape)) {
    throw new ShapeError(
      name,
      shape,
      [values.length],
      `${name} has ${values.length} numbers, but its shape is ${shapeText(shape)}.`,
    );
  }
  theta.set(values, offset);
};

/** Every tensor of a tree, named by its path, and the tree without its numbers. Throws InputError for what is no number, naming its path. */
export const leavesOf = (tree: unknown, root: string): { leaves: NamedLeaf[]; tree: TreeNode } => {
  const leaves: NamedLeaf[] = [];
  return { tree: walk('', tree, 0, { root, leaves }), leaves };
};

/**
 * The parameters as one vector, in declared order, each tensor row-major.
 *
 * @param root What the numbers are called where they are one bare number or array.
 * @returns θ, [P], and the layout that leads back.
 * @throws InputError for what is no parameter, naming its path; ShapeError for a tensor whose data don't fill its shape.
 */
export const dictionaryToVector = (
  parameters: ParameterTree,
  root = ROOT_NAME,
): { theta: Float64Array; layout: TreeLayout } => {
  const { leaves, tree } = leavesOf(parameters, root);
  if (leaves.length === 0)
    throw new InputError('The parameters hold no numbers: there is nothing to differentiate by.');
  const layout: TreeLayout = { ...layoutOf(leaves), tree };
  const theta = new Float64Array(layout.size);
  leaves.forEach((leaf, index) => copyLeaf(leaf, theta, layout.tensors[index]!.offset));
  return { theta, layout };
};
