/** Why the store can't serve. */
export type StoreErrorKind = 'missing' | 'corrupted' | 'refused' | 'full' | 'unreachable';

/**
 * The store can't give or take what was asked for. `missing`: a chunk isn't there · `corrupted`: bytes aren't what their hash says ·
 * `refused`: what is asked for is malformed or beyond the limits · `full` · `unreachable`. The message says what, which chunk, what to do.
 */
export class StoreError extends Error {
  override readonly name = 'StoreError';
  readonly kind: StoreErrorKind;

  /** `cause`: the driver's own error, where there is one. */
  constructor(kind: StoreErrorKind, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.kind = kind;
  }

  /** True when the same request fails again however often it is made; a store that is full or out of reach may recover. */
  get repeats(): boolean {
    return this.kind !== 'full' && this.kind !== 'unreachable';
  }
}
