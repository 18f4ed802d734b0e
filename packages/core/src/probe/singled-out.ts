import type { Random } from '../random.ts';
import type { Shard } from '../shards.ts';

/** So many of the largest, and so many others. */
const EACH = 4;

/** The coordinates of the tensor at which the values, [P], are largest. */
export const largestIn = (
  values: (coordinate: number) => number,
  { start, end }: Shard,
  count = EACH,
): number[] => {
  const largest: { coordinate: number; size: number }[] = [];
  for (let coordinate = start; coordinate < end; coordinate++) {
    const size = Math.abs(values(coordinate));
    if (largest.length === count && !(size > largest.at(-1)!.size)) continue;
    largest.push({ coordinate, size });
    largest.sort((a, b) => b.size - a.size || a.coordinate - b.coordinate);
    largest.length = Math.min(largest.length, count);
  }
  return largest.map(({ coordinate }) => coordinate);
};

/** Coordinates to be looked at by themselves where probes can't tell what is wrong: the largest of the gradient and some others. */
export const singledOut = (grad: Float64Array, tensor: Shard, random: Random): number[] => {
  const size = tensor.end - tensor.start;
  const others = Array.from({ length: EACH }, () => tensor.start + Math.floor(random() * size));
  return [...new Set([...largestIn((i) => grad[i]!, tensor), ...others])];
};
