import type { Random } from './random.ts';

/** Coordinates start … end − 1. */
interface Range {
  readonly start: number;
  readonly end: number;
}

/** ±U[0.5, 1.5]: signed, and away from 0. From two uniform numbers in [0, 1). */
export const signedUniform = (sign: number, size: number): number => (sign < 0.5 ? -1 : 1) * (0.5 + size);

const randomComponent = (random: Random): number => signedUniform(random(), random());

/** A random direction in which every parameter moves by about its scale: ±U[0.5, 1.5] times it. */
export const scaledDirection = (scales: Float64Array, random: Random): Float64Array =>
  scales.map((scale) => scale * randomComponent(random));

/**
 * ±U[0.5, 1.5] for each coordinate of the tensor: signed, so that errors of one sign don't add up, and away from 0, so that no entry is missed.
 * 0 at the coordinates that are left out.
 */
export const randomDirection = (
  { start, end }: Range,
  random: Random,
  leftOut: ReadonlySet<number> = new Set(),
): Float64Array => {
  const direction = new Float64Array(end - start).map(() => randomComponent(random));
  for (const coordinate of leftOut) direction[coordinate - start] = 0;
  return direction;
};

/** The least, the largest and the root mean square of |vᵢ|: E[v²] = 1 + 1/12. */
export const LEAST_COMPONENT = 0.5;
export const LARGEST_COMPONENT = 1.5;
export const ROOT_MEAN_SQUARE = Math.sqrt(13 / 12);

/** A direction of the tensor, [tensor size], in the space of all P: its components within `range`, times `weight` of the coordinate; 0 elsewhere. */
export const embed = (
  size: number,
  tensor: Range,
  components: Float64Array,
  range: Range,
  weight?: (coordinate: number) => number,
): Float64Array => {
  const direction = new Float64Array(size);
  direction.set(components.subarray(range.start - tensor.start, range.end - tensor.start), range.start);
  if (weight) for (let i = range.start; i < range.end; i++) direction[i]! *= weight(i);
  return direction;
};

/** Σ xᵢ·yᵢ over the range, in blocks whose sums are added in order. */
export const innerProduct = (
  x: Float64Array,
  y: Float64Array,
  { start, end }: Range = { start: 0, end: x.length },
): number => {
  let total = 0;
  for (let from = start; from < end; from += 1024) {
    let sum = 0;
    for (let i = from; i < Math.min(from + 1024, end); i++) sum += x[i]! * y[i]!;
    total += sum;
  }
  return total;
};
