import { ShapeError } from '@gradproof/model';
import type { TensorSlot } from './layout.ts';
import type { LeafForm, ParameterTree } from './parameter-tree.ts';
import type { TreeLayout, TreeNode } from './tree-layout.ts';

const nested = (numbers: Float64Array, shape: readonly number[]): ParameterTree => {
  if (shape.length === 1) return Array.from(numbers);
  const [rows, ...rest] = shape as [number, ...number[]];
  const stride = numbers.length / rows;
  return Array.from({ length: rows }, (_, row) =>
    nested(numbers.subarray(row * stride, (row + 1) * stride), rest),
  );
};

const leafOf = (vector: Float64Array, { shape, offset, size }: TensorSlot, form: LeafForm): ParameterTree => {
  switch (form) {
    case 'number':
      return vector[offset]!;
    case 'array':
      return nested(vector.subarray(offset, offset + size), shape);
    case 'Float64Array':
      return vector.slice(offset, offset + size);
    case 'Float32Array':
      return Float32Array.from(vector.subarray(offset, offset + size));
    case 'tensor':
      return { shape, data: vector.slice(offset, offset + size) };
    case 'float32-tensor':
      return { shape, data: Float32Array.from(vector.subarray(offset, offset + size)) };
  }
};

const grow = (vector: Float64Array, { tensors }: TreeLayout, node: TreeNode): ParameterTree => {
  const child = (item: TreeNode) => grow(vector, { tensors, tree: item, size: vector.length }, item);
  switch (node.kind) {
    case 'leaf':
      return leafOf(vector, tensors[node.slot]!, node.form);
    case 'list':
      return node.items.map(child);
    case 'record':
      return Object.fromEntries(node.entries.map(([name, item]) => [name, child(item)]));
  }
};

/**
 * The parameters that a vector holds, in the form in which they were given.
 *
 * @param vector [P]; nothing of it is shared with what is returned.
 * @throws ShapeError for a vector of another length.
 */
export const vectorToDictionary = (vector: Float64Array, layout: TreeLayout): ParameterTree => {
  if (vector.length !== layout.size) {
    throw new ShapeError(
      'theta',
      [layout.size],
      [vector.length],
      `The vector has ${vector.length} numbers, but its layout has ${layout.size}.`,
    );
  }
  return grow(vector, layout, layout.tree);
};
