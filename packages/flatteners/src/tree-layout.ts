import type { Layout } from './layout.ts';
import type { LeafForm } from './parameter-tree.ts';

/** A tree with its numbers taken out: what vectorToDictionary builds anew. */
export type TreeNode =
  | { readonly kind: 'leaf'; readonly slot: number; readonly form: LeafForm }
  | { readonly kind: 'list'; readonly items: readonly TreeNode[] }
  | { readonly kind: 'record'; readonly entries: readonly (readonly [string, TreeNode])[] };

/** A layout that remembers the form in which the parameters were given. */
export interface TreeLayout extends Layout {
  readonly tree: TreeNode;
}

const widenedForm = (form: LeafForm): LeafForm => {
  if (form === 'Float32Array') return 'Float64Array';
  return form === 'float32-tensor' ? 'tensor' : form;
};

const widened = (node: TreeNode): TreeNode => {
  switch (node.kind) {
    case 'leaf':
      return { ...node, form: widenedForm(node.form) };
    case 'list':
      return { kind: 'list', items: node.items.map(widened) };
    case 'record':
      return { kind: 'record', entries: node.entries.map(([name, child]) => [name, widened(child)]) };
  }
};

/** The same layout with Float64Array in place of Float32Array: a step of 1e-7 doesn't survive float32. */
export const withFloat64Leaves = (layout: TreeLayout): TreeLayout => ({
  ...layout,
  tree: widened(layout.tree),
});
