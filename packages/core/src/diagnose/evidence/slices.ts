import { largestOf } from '../../numerics/vectors.ts';

/** How the slices of a row-major array along one axis lie in it: entry n of slice i in outer block o is (o·length + i)·inner + n. */
export interface Slices {
  readonly axis: number;
  readonly outer: number;
  /** How many slices. */
  readonly length: number;
  readonly inner: number;
}

const product = (lengths: readonly number[]): number => lengths.reduce((all, length) => all * length, 1);

/** The slices of an array of the shape along the axis. */
export const slicesAlong = (shape: readonly number[], axis: number): Slices => ({
  axis,
  outer: product(shape.slice(0, axis)),
  length: shape[axis]!,
  inner: product(shape.slice(axis + 1)),
});

/** The axes that have more than one slice. */
export const wideAxes = (shape: readonly number[]): number[] =>
  shape.flatMap((length, axis) => (length > 1 ? [axis] : []));

/** ‖slice‖ of each slice, scaled so that no square overflows. */
export const sliceNorms = (values: Float64Array, slices: Slices): Float64Array => {
  const scale = largestOf(values) || 1;
  const sums = new Float64Array(slices.length);
  forEachInSlices(slices, (place, slice) => (sums[slice]! += (values[place]! / scale) ** 2));
  return sums.map((sum) => scale * Math.sqrt(sum));
};

/** Which slice each entry of the array lies in calls back: (entry's place, slice, place within the slice). */
export const forEachInSlices = (
  { outer, length, inner }: Slices,
  visit: (place: number, slice: number, within: number) => void,
): void => {
  let place = 0;
  for (let o = 0; o < outer; o++)
    for (let slice = 0; slice < length; slice++)
      for (let n = 0; n < inner; n++) visit(place++, slice, o * inner + n);
};
