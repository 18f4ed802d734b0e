import { InputError, shapeText } from '@gradproof/model';
import type { Layout, TensorSlot } from './layout.ts';

/** The tensor that a coordinate 0 ≤ i < P lies in, by binary search. Throws InputError beyond the vector. */
export const slotAt = ({ tensors, size }: Layout, coordinate: number): TensorSlot => {
  if (!Number.isInteger(coordinate) || coordinate < 0 || coordinate >= size) {
    throw new InputError(`There is no coordinate ${coordinate}: the vector has ${size}.`);
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

/** The indices of the number that stands `within` numbers into a row-major tensor; [] for a scalar. */
export const multiIndex = (shape: readonly number[], within: number): number[] => {
  const index: number[] = [];
  let rest = within;
  for (const dimension of [...shape].reverse()) {
    index.unshift(rest % dimension);
    rest = Math.floor(rest / dimension);
  }
  return index;
};

/** A coordinate's name: `W2[2,1]`; a scalar's is its tensor's. */
export const coordinateName = (layout: Layout, coordinate: number): string => {
  const { name, shape, offset } = slotAt(layout, coordinate);
  const index = multiIndex(shape, coordinate - offset);
  return index.length === 0 ? name : `${name}[${index.join(',')}]`;
};

/** The coordinate of a name such as `W2[2,1]`: the inverse of coordinateName. Throws InputError for a name that isn't there. */
export const coordinateIndex = (layout: Layout, name: string): number => {
  const [, tensorName, indices] = /^(.*?)(?:\[(\d+(?:,\d+)*)\])?$/s.exec(name)!;
  const slot = layout.tensors.find((candidate) => candidate.name === tensorName);
  if (!slot) {
    throw new InputError(
      `There is no tensor ${tensorName}; there are ${layout.tensors.map((t) => t.name).join(', ')}.`,
    );
  }
  const index = indices === undefined ? [] : indices.split(',').map(Number);
  if (index.length !== slot.shape.length || index.some((i, axis) => i >= slot.shape[axis]!)) {
    throw new InputError(`${name} is outside ${slot.name}, which has shape ${shapeText(slot.shape)}.`);
  }
  return index.reduce((within, i, axis) => within * slot.shape[axis]! + i, 0) + slot.offset;
};
