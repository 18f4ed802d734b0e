import { InputError } from '@gradproof/model';

/** How many of the coordinates a check looks at. */
export type Coverage =
  /** Each by itself. */
  | { readonly kind: 'full' }
  /** So many seeded ones, from one tensor after the other. */
  | { readonly kind: 'sample'; readonly coordinates: number }
  /** All together, along random directions; what fails is searched for its entries. */
  | { readonly kind: 'probe' };

const KINDS: readonly string[] = ['full', 'sample', 'probe'] satisfies Coverage['kind'][];

/** The coverage, when it can be used. Throws InputError for a kind that there isn't, and for a sample that is none. */
export const coverageOf = (coverage: Coverage): Coverage => {
  if (!KINDS.includes(coverage.kind))
    throw new InputError(`There is no coverage ${String(coverage.kind)}; there are ${KINDS.join(', ')}.`);
  if (coverage.kind !== 'sample') return coverage;
  const { coordinates } = coverage;
  if (Number.isSafeInteger(coordinates) && coordinates >= 1) return coverage;
  throw new InputError(`A sample of ${coordinates} coordinates can't be drawn; give a positive integer.`);
};

/** What a check will take, and what probing would. */
export interface Estimate {
  readonly evaluations: number;
  readonly seconds: number;
  readonly probe: { readonly evaluations: number; readonly seconds: number };
}

/** Random directions by tensor: an error whose parts cancel along one doesn't along the others. */
export const PROBES = 3;
