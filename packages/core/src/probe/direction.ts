import type { Random } from '../random.ts';
import type { Shard } from '../shards.ts';

/** ±U[0.5, 1.5] for each coordinate of the tensor: signed, so that nothing adds up by itself, and away from 0, so that no entry is missed. */
export const randomDirection = ({ start, end }: Shard, random: Random): Float64Array =>
  new Float64Array(end - start).map(() => (random() < 0.5 ? -1 : 1) * (0.5 + random()));

/** The least and the root mean square of |vᵢ|. */
export const LEAST = 0.5;
export const ROOT_MEAN_SQUARE = Math.sqrt(13 / 12);

/** The direction of the tensor's coordinates from `range` in the space of all P, times `weight` of each; 0 elsewhere. */
export const embed = (
  size: number,
  tensor: Shard,
  own: Float64Array,
  range: Shard,
  weight: (coordinate: number) => number = () => 1,
): Float64Array => {
  const direction = new Float64Array(size);
  for (let i = range.start; i < range.end; i++) direction[i] = own[i - tensor.start]! * weight(i);
  return direction;
};
