import { InputError, shapeText } from '@gradproof/model';
import type { Layout, TensorSlot } from './layout.ts';

/**
 * The tensor that a coordinate lies in, by binary search.
 *
 * @param coordinate 0 ≤ i < P
 * @throws InputError for a coordinate beyond the vector.
 */
export const slotAt = ({ tensors, size }: Layout, coordinate: number): TensorSlot => {
  if (!Number.isInteger(coordinate) || coordinate < 0 || coordinate >= size) {
    throw new InputError(`Unknown coordinate ${coordinate}: the vector has ${size}.`);
  }
  let low = 0;
  let high = tensors.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (tensors[middle]!.offset <= coordinate) low = middle;
    else high = middle - 1;
  }
  return tensors[low]!;
};

/**
 * The indices of a number of a row-major tensor.
 *
 * @param within How many numbers stand before it.
 * @returns An index for each axis; [] for a scalar.
 */
export const multiIndex = (shape: readonly number[], within: number): number[] => {
  const index: number[] = [];
  let rest = within;
  for (const dimension of [...shape].reverse()) {
    index.unshift(rest % dimension);
    rest = Math.floor(rest / dimension);
  }
  return index;
};

/**
 * A coordinate's name.
 *
 * @returns `W2[2,1]`; a scalar's is its tensor's.
 * @throws InputError for a coordinate beyond the vector.
 */
export const coordinateName = (layout: Layout, coordinate: number): string => {
  const { name, shape, offset } = slotAt(layout, coordinate);
  const index = multiIndex(shape, coordinate - offset);
  return index.length === 0 ? name : `${name}[${index.join(',')}]`;
};

/**
 * The coordinate of a name: the inverse of coordinateName.
 *
 * @param name Such as `W2[2,1]`.
 * @throws InputError for a tensor that isn't there, or an index outside of it.
 */
export const coordinateIndex = (layout: Layout, name: string): number => {
  const [, tensorName, indices] = /^(.*?)(?:\[(\d+(?:,\d+)*)\])?$/s.exec(name)!;
  const slot = layout.tensors.find((candidate) => candidate.name === tensorName);
  if (!slot) {
    throw new InputError(
      `Unknown tensor ${tensorName}; the tensors are ${layout.tensors.map((t) => t.name).join(', ')}.`,
    );
  }
  const index = indices === undefined ? [] : indices.split(',').map(Number);
  if (index.length !== slot.shape.length || index.some((i, axis) => i >= slot.shape[axis]!)) {
    throw new InputError(`${name} is outside ${slot.name}, which has shape ${shapeText(slot.shape)}.`);
  }
  return index.reduce((within, i, axis) => within * slot.shape[axis]! + i, 0) + slot.offset;
};
