import { StoreError } from './store-error.ts';

/** The most that a reader allocates. */
export interface StoreLimits {
  /** The most bytes that one problem, or one vector, may take in memory. Default: 4 GiB. */
  readonly bytes?: number;
}

const DEFAULT_BYTES = 4 * 2 ** 30;

/** Throws StoreError `refused` when so many bytes are beyond the limit (a number that isn't finite is). */
export const assertWithinLimit = (
  bytes: number,
  what: string,
  { bytes: limit = DEFAULT_BYTES }: StoreLimits,
): void => {
  if (bytes <= limit) return;
  throw new StoreError(
    'refused',
    `${what} takes ${bytes} bytes of memory; the limit here is ${limit}. Raise it, or check a smaller problem.`,
  );
};
