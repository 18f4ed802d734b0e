// Layouts and coordinates
export type { Layout, TensorSlot } from './layout.ts';
export { layoutOf } from './layout-of.ts';
export { coordinateIndex, coordinateName, multiIndex, slotAt } from './coordinates.ts';

// Parameters ↔ one vector
export type { LeafForm, ParameterTree } from './parameter-tree.ts';
export { withFloat64Leaves } from './tree-layout.ts';
export type { TreeLayout, TreeNode } from './tree-layout.ts';
export { dictionaryToVector } from './dictionary-to-vector.ts';
export { vectorToDictionary } from './vector-to-dictionary.ts';
export { gradientsToVector, withD } from './gradients-to-vector.ts';
