import type {
  Derivatives,
  LineSearch,
  NonFiniteCost,
  OneSided,
  OneSidedEntry,
  StepSearch,
} from '@gradproof/core/fleet';
import { z } from 'zod';
import { decodeNumbers, encodeNumbers, numbersSchema, packRows, unpackRows } from './numbers.ts';

const count = z.number().int().min(0);

/** A cost that isn't finite: NaN and infinities are no JSON. */
export const nonFiniteCostSchema = z
  .strictObject({ coordinate: count, side: z.enum(['plus', 'minus']), cost: numbersSchema })
  .nullable();

/** The statistics of a search for steps. */
export const searchSchema = z.strictObject({
  /** [levels][power of two, how often]. */
  steps: numbersSchema,
  jumps: numbersSchema,
  rough: numbersSchema,
});

/** Derivatives over some coordinates, as they are sent. */
export const derivativesSchema = z.strictObject({
  values: numbersSchema,
  errorBound: numbersSchema.nullable(),
  halfJumps: numbersSchema.nullable(),
  evaluations: count,
  kinks: z.strictObject({
    coordinates: numbersSchema,
    resolved: z.boolean(),
    at: count,
    oneSided: numbersSchema,
  }),
  nonFinite: nonFiniteCostSchema,
  search: searchSchema.extend({ constant: numbersSchema }).nullable(),
});

/** Derivatives as they are sent. */
export type EncodedDerivatives = z.infer<typeof derivativesSchema>;

/** The cost in the form that is sent. */
export const packNonFinite = (cost: NonFiniteCost | null) =>
  cost && { ...cost, cost: encodeNumbers(Float64Array.of(cost.cost)) };

/** The cost again. */
export const unpackNonFinite = (cost: z.infer<typeof nonFiniteCostSchema>): NonFiniteCost | null =>
  cost && { ...cost, cost: decodeNumbers(cost.cost)[0]! };

/** Rows of coordinate, lower and upper derivative. */
export const packOneSided = (entries: readonly OneSidedEntry[]): string =>
  packRows(entries.map(({ coordinate, lower, upper }) => [coordinate, lower, upper]));

/** The entries again. Throws RangeError when the numbers don't make whole rows. */
export const unpackOneSided = (text: string): OneSidedEntry[] =>
  unpackRows(text, 3).map(([coordinate, lower, upper]) => ({
    coordinate: coordinate!,
    lower: lower!,
    upper: upper!,
  }));

/** Rows of coordinate, lower slope and its bound, upper slope and its bound. */
const packSides = (entries: readonly OneSided[]): string =>
  packRows(
    entries.map(({ coordinate, lower, upper }) => [
      coordinate,
      lower.slope,
      lower.bound,
      upper.slope,
      upper.bound,
    ]),
  );

const unpackSides = (text: string): OneSided[] =>
  unpackRows(text, 5).map(([coordinate, lower, lowerBound, upper, upperBound]) => ({
    coordinate: coordinate!,
    lower: { slope: lower!, bound: lowerBound! },
    upper: { slope: upper!, bound: upperBound! },
  }));

const packList = (numbers: readonly number[]): string => encodeNumbers(Float64Array.from(numbers));
const unpackList = (text: string): number[] => [...decodeNumbers(text)];

/** The search in the form that is sent. */
export const packSearch = ({ steps, jumps, rough }: StepSearch): z.infer<typeof searchSchema> => ({
  steps: packRows(Object.entries(steps).map(([level, times]) => [Number(level), times])),
  jumps: packList(jumps),
  rough: packList(rough),
});

/** The search again. Throws RangeError when its steps don't make whole rows. */
export const unpackSearch = ({ steps, jumps, rough }: z.infer<typeof searchSchema>): StepSearch => ({
  steps: Object.fromEntries(unpackRows(steps, 2).map(([level, times]) => [level!, times!])),
  jumps: unpackList(jumps),
  rough: unpackList(rough),
});

const packLineSearch = (search: LineSearch) => ({
  ...packSearch(search),
  constant: packList(search.constant),
});

/** Derivatives in the form that is sent. */
export const encodeDerivatives = ({
  values,
  errorBound,
  halfJumps,
  evaluations,
  kinks,
  nonFinite,
  search,
}: Derivatives): EncodedDerivatives => ({
  values: encodeNumbers(values),
  errorBound: errorBound && encodeNumbers(errorBound),
  halfJumps: halfJumps ? encodeNumbers(halfJumps) : null,
  evaluations,
  kinks: {
    coordinates: packList(kinks.coordinates),
    resolved: kinks.resolved,
    at: kinks.at,
    oneSided: packSides(kinks.oneSided),
  },
  nonFinite: packNonFinite(nonFinite),
  search: search ? packLineSearch(search) : null,
});

/** The derivatives again, of so many coordinates. Throws RangeError when they are others. */
export const decodeDerivatives = (encoded: EncodedDerivatives, size: number): Derivatives => {
  const values = decodeNumbers(encoded.values);
  const errorBound = encoded.errorBound === null ? null : decodeNumbers(encoded.errorBound);
  const halfJumps = encoded.halfJumps === null ? undefined : decodeNumbers(encoded.halfJumps);
  if ([values, errorBound ?? values, halfJumps ?? values].some(({ length }) => length !== size))
    throw new RangeError(`${values.length} derivatives for ${size} coordinates`);
  const { kinks, search } = encoded;
  return {
    values,
    errorBound,
    halfJumps,
    evaluations: encoded.evaluations,
    kinks: {
      ...kinks,
      coordinates: unpackList(kinks.coordinates),
      oneSided: unpackSides(kinks.oneSided),
    },
    nonFinite: unpackNonFinite(encoded.nonFinite),
    ...(search && { search: { ...unpackSearch(search), constant: unpackList(search.constant) } }),
  };
};
