import {
  type ClaimPrecision,
  givenPrecision,
  type GradientPrecision,
  gradientPrecisions,
  precisionOfTypes,
} from '@gradproof/core';
import type { NumpyArray } from '../npy/numpy-array.ts';

/** What a gradient is given in: as problem.json says, else the coarsest type of its arrays; undefined where that is float64 or integers. */
export const precisionOfArrays = (
  arrays: ReadonlyMap<string, NumpyArray>,
  given: GradientPrecision | undefined,
): ClaimPrecision | undefined => {
  const types = [...arrays.values()].map(({ dtype }) => dtype);
  return (
    givenPrecision(given) ??
    precisionOfTypes(gradientPrecisions.filter((precision) => types.includes(precision))) ??
    undefined
  );
};
