import { type Layout, slotAt } from '@gradproof/flatteners';
import type { Shard } from '../../contract/shards.ts';
import type { DifferentiatedLayer, Units } from './units.ts';

/** What a shard needs of one tensor: rows of weights (the first and the last maybe in part), or biases. */
export interface Segment extends Shard {
  readonly isBias: boolean;
  /** Whose coordinates they are. */
  readonly units: Units;
  /** Coordinates of a unit in this tensor. */
  readonly width: number;
  /** Where the tensor begins in θ. */
  readonly offset: number;
}

const segmentOf = (
  layers: readonly DifferentiatedLayer[],
  tensor: number,
  { start, end }: Shard,
): Segment => {
  const layer = tensor >> 1;
  const isBias = tensor % 2 === 1;
  const { weights, biases, inputs } = layers[layer]!.place;
  const [offset, width] = isBias ? [biases, 1] : [weights, inputs];
  const from = Math.floor((start - offset) / width);
  const until = Math.ceil((end - offset) / width);
  return { start, end, isBias, offset, width, units: { layer, from, until } };
};

/** The shard, tensor by tensor; the layout is W1, b1, W2, b2, … */
export const segmentsOf = (
  layout: Layout,
  layers: readonly DifferentiatedLayer[],
  { start, end }: Shard,
): Segment[] => {
  const segments: Segment[] = [];
  for (let from = start; from < end;) {
    const slot = slotAt(layout, from);
    const until = Math.min(slot.offset + slot.size, end);
    segments.push(segmentOf(layers, layout.tensors.indexOf(slot), { start: from, end: until }));
    from = until;
  }
  return segments;
};
