import {
  type ClaimPrecision,
  givenPrecision,
  type GradientPrecision,
  gradientPrecisions,
  precisionOfTypes,
} from '@gradproof/core';

/** What a gradient is given in: as problem.json says, else the coarsest type of its arrays; undefined where that is float64 or integers. */
export const precisionOfArrays = (
  arrays: ReadonlyMap<string, { readonly dtype: string }>,
  given: GradientPrecision | undefined,
): ClaimPrecision | undefined => {
  const types = [...arrays.values()].map(({ dtype }) => dtype);
  return (
    givenPrecision(given) ??
    precisionOfTypes(gradientPrecisions.filter((precision) => types.includes(precision))) ??
    undefined
  );
};
