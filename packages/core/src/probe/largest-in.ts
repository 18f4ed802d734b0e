import type { Shard } from '../contract/shards.ts';

/** The `count` coordinates of the range at which the value is largest in size, the largest first. */
export const largestIn = (
  value: (coordinate: number) => number,
  { start, end }: Shard,
  count: number,
): number[] => {
  const largest: { coordinate: number; size: number }[] = [];
  for (let coordinate = start; coordinate < end; coordinate++) {
    const size = Math.abs(value(coordinate));
    if (largest.length === count && !(size > largest.at(-1)!.size)) continue;
    largest.push({ coordinate, size });
    largest.sort((a, b) => b.size - a.size || a.coordinate - b.coordinate);
    largest.length = Math.min(largest.length, count);
  }
  return largest.map(({ coordinate }) => coordinate);
};
