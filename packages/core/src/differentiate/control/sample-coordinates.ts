import type { Layout } from '@gradproof/flatteners';
import type { Random } from '../../numerics/random.ts';

/** Coordinates of the control. */
export const CONTROL_COORDINATES = 16;

/** Distinct coordinates, drawn from one tensor after the other, so that every layer is in it; all of them when there are no more. */
export const sampleCoordinates = (layout: Layout, count: number, random: Random): number[] => {
  if (layout.size <= count) return Array.from({ length: layout.size }, (_, i) => i);
  const { tensors } = layout;
  const drawn = new Set<number>();
  for (let turn = 0; drawn.size < count; turn++) {
    const { offset, size } = tensors[turn % tensors.length]!;
    drawn.add(offset + Math.floor(random() * size));
  }
  return [...drawn].sort((a, b) => a - b);
};
