/** What would help, as data: an application words it in its own terms. */
export type Remedy =
  /** Start Redis, or name another. */
  | { readonly kind: 'reach-redis' }
  /** Start a worker of this engine (of the check's module, for functions), then submit again. */
  | { readonly kind: 'start-worker'; readonly engine: 'gpu' | 'function' };

/**
 * The fleet failed, not the check: Redis is out of reach, state is lost, no worker can compute. The message says what failed and where;
 * `remedy` what would help, where the message doesn't say so itself.
 */
export class FleetError extends Error {
  override readonly name = 'FleetError';
  readonly remedy: Remedy | null;

  constructor(message: string, remedy: Remedy | null = null) {
    super(message);
    this.remedy = remedy;
  }
}
