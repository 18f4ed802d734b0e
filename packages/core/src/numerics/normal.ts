import type { Random } from './random.ts';

/** A standard normal number from two uniform ones (Box and Muller 1958). */
const normal = (random: Random): number =>
  Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());

/** Independent standard normal components: a direction that prefers none. */
export const normalVector = (size: number, random: Random): Float64Array =>
  Float64Array.from({ length: size }, () => normal(random));
